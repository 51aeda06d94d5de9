package dev.onbehalf.orders.credential;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.IClientCredential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A key whose certificate is registered with the tenant. Whoever replaces the files need not restart the application:
 * before each request their dates are looked at. A replacement that cannot be read leaves the old key in use.
 */
final class Certificate implements ApiCredential {

    private static final Logger LOG = Logger.getLogger(Certificate.class);
    private static final Duration WARN_BEFORE = Duration.ofDays(30);

    private final Optional<Path> file;
    private final Optional<Path> keyFile;
    private final String password;
    private final Clock clock;
    private volatile Loaded loaded;

    Certificate(CredentialConfig.CertificateFiles files, Clock clock) {
        this.file = files.file();
        this.keyFile = files.keyFile();
        this.password = files.password().orElse("");
        this.clock = clock;
    }

    @Override
    public String description() {
        X509Certificate certificate = latest().keys().certificate();
        return "the certificate in " + file.orElseThrow() + ", valid until "
                + certificate.getNotAfter().toInstant();
    }

    @Override
    public Optional<String> refusal() {
        try {
            warnWhenSoonOver(valid(latest()));
            return Optional.empty();
        } catch (CredentialUnavailable missing) {
            return Optional.of(missing.getMessage() + " Create a certificate with an RSA key, register it with"
                    + " orders-api (Certificates & secrets) and set ENTRA_API_CERTIFICATE_FILE to a PEM or PKCS12 file"
                    + " with both.");
        }
    }

    @Override
    public IClientCredential current() {
        KeyAndChain keys = valid(latest()).keys();
        return ClientCredentialFactory.createFromCertificateChain(keys.key(), keys.chain());
    }

    private Loaded valid(Loaded candidate) {
        X509Certificate certificate = candidate.keys().certificate();
        Instant now = clock.instant();
        Instant end = certificate.getNotAfter().toInstant();
        if (!now.isBefore(end)) {
            throw CredentialUnavailable.untilMended(
                    "The certificate in entra.api-certificate.file=" + file.orElseThrow() + " expired at " + end + ".");
        }
        Instant begin = certificate.getNotBefore().toInstant();
        if (now.isBefore(begin)) {
            throw CredentialUnavailable.untilMended("The certificate in entra.api-certificate.file="
                    + file.orElseThrow() + " is not valid before " + begin + ".");
        }
        return candidate;
    }

    private Loaded latest() {
        Path path = file.orElseThrow(() -> CredentialUnavailable.untilMended("entra.api-certificate.file is missing."));
        Loaded known = loaded;
        try {
            Stamp stamp = Stamp.of(path, keyFile.orElse(path));
            return known != null && known.stamp().equals(stamp) ? known : reload(path, stamp);
        } catch (IOException e) {
            if (known != null) {
                // In the middle of being replaced, or gone: what was read still works.
                return known;
            }
            throw CredentialUnavailable.untilMended(
                    "entra.api-certificate.file=" + path + " cannot be read: " + Cause.of(e) + ".");
        }
    }

    private synchronized Loaded reload(Path path, Stamp stamp) throws IOException {
        Loaded known = loaded;
        if (known != null && known.stamp().equals(stamp)) {
            return known;
        }
        try {
            loaded = new Loaded(stamp, KeyAndChain.read(path, keyFile.orElse(path), password));
            if (known != null) {
                LOG.infof("%s was replaced; its certificate is valid until %s", path, endOf(loaded));
            }
        } catch (CredentialUnavailable unusable) {
            String message = "entra.api-certificate.file=" + path + ": " + unusable.getMessage() + ".";
            if (known == null) {
                throw CredentialUnavailable.untilMended(message);
            }
            LOG.warnf("%s The one before stays in use until %s", message, endOf(known));
            // With the new date: the warning is given once, and the next change is noticed.
            loaded = new Loaded(stamp, known.keys());
        }
        return loaded;
    }

    private void warnWhenSoonOver(Loaded current) {
        if (clock.instant().plus(WARN_BEFORE).isAfter(endOf(current))) {
            LOG.warnf("The certificate in %s ends soon, at %s", file.orElseThrow(), endOf(current));
        }
    }

    private static Instant endOf(Loaded current) {
        return current.keys().certificate().getNotAfter().toInstant();
    }

    private record Loaded(Stamp stamp, KeyAndChain keys) {}

    /** Kubernetes replaces files by pointing a link elsewhere, which changes the file's key even within one second. */
    private record Stamp(String certificate, String key) {

        static Stamp of(Path file, Path keyFile) throws IOException {
            return new Stamp(of(file), of(keyFile));
        }

        private static String of(Path path) throws IOException {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return now.lastModifiedTime() + "/" + now.size() + "/" + now.fileKey();
        }
    }
}
