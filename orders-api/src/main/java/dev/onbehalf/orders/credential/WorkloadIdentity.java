package dev.onbehalf.orders.credential;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.IClientCredential;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The cluster's token for this pod's service account, which the tenant trusts by a federated credential. The kubelet
 * replaces the file well before the token in it ends, so it is read for each request.
 *
 * @see <a href="https://learn.microsoft.com/azure/aks/workload-identity-overview">Workload identity</a>
 */
record WorkloadIdentity(Optional<Path> file, Clock clock) implements ApiCredential {

    private static final int LARGEST = 16 * 1024;
    private static final String REMEDY = " Label the pod azure.workload.identity/use: \"true\" and annotate its service"
            + " account with azure.workload.identity/client-id, so that AZURE_FEDERATED_TOKEN_FILE is set and the file"
            + " is projected.";

    static WorkloadIdentity of(CredentialConfig config, Clock clock) {
        return new WorkloadIdentity(config.federatedTokenFile(), clock);
    }

    @Override
    public String description() {
        return "the workload identity in " + file.map(Path::toString).orElse("no file");
    }

    @Override
    public Optional<String> refusal() {
        try {
            token();
            return Optional.empty();
        } catch (CredentialUnavailable missing) {
            return Optional.of(missing.getMessage() + REMEDY);
        }
    }

    @Override
    public IClientCredential current() {
        return ClientCredentialFactory.createFromClientAssertion(token());
    }

    private String token() {
        Path path = file.orElseThrow(() -> CredentialUnavailable.untilMended("entra.federated-token-file is missing."));
        String token = read(path);
        if (token.isEmpty()) {
            throw CredentialUnavailable.untilMended("entra.federated-token-file=" + path + " is empty.");
        }
        Instant end = JwtExpiry.of(token)
                .orElseThrow(() -> CredentialUnavailable.untilMended(
                        "entra.federated-token-file=" + path + " holds no service account token."));
        if (!clock.instant().isBefore(end)) {
            throw CredentialUnavailable.untilMended(
                    "The token in entra.federated-token-file=" + path + " expired at " + end + " and was not renewed.");
        }
        return token;
    }

    private static String read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw CredentialUnavailable.untilMended(
                    "entra.federated-token-file=" + path + " cannot be read: " + Cause.of(e) + ".");
        }
    }
}
