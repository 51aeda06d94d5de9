package dev.onbehalf.orders.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.aad.msal4j.IClientCertificate;
import dev.onbehalf.orders.tenant.Seed;
import dev.onbehalf.tenant.keys.SigningKey;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Proving who the API is by a certificate")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ACertificateTest {

    private static final SigningKey KEY = SigningKey.generate();
    private static final SigningKey NEXT = SigningKey.generate();
    private static final SigningKey STRANGER = SigningKey.generate();

    static TestingTenant tenant;

    @TempDir
    Path folder;

    @BeforeAll
    static void two_certificates_are_registered() {
        tenant = new TestingTenant();
        tenant.entra().registerCertificate(Seed.API, KEY.certificate());
        tenant.entra().registerCertificate(Seed.API, NEXT.certificate());
    }

    @AfterAll
    static void close() {
        tenant.close();
    }

    @TestFactory
    List<DynamicTest> works_from_each_kind_of_file() {
        return List.of(
                works("PEM with both", () -> {
                    Path file = Files.writeString(folder.resolve("both.pem"), keyPem(KEY) + certificatePem(KEY));
                    return new String[] {"entra.api-certificate.file", file.toString()};
                }),
                works("PEM of a Kubernetes TLS secret", () -> {
                    Path file = Files.writeString(folder.resolve("tls.crt"), certificatePem(KEY));
                    Path key = Files.writeString(folder.resolve("tls.key"), keyPem(KEY));
                    return new String[] {
                        "entra.api-certificate.file", file.toString(), "entra.api-certificate.key-file", key.toString()
                    };
                }),
                works("PKCS12", () -> {
                    Path file = folder.resolve("key.p12");
                    pkcs12(file, KEY, "secret");
                    return new String[] {
                        "entra.api-certificate.file", file.toString(), "entra.api-certificate.password", "secret"
                    };
                }),
                works("PKCS12 in base64, as Key Vault has it", () -> {
                    Path binary = folder.resolve("vault.p12");
                    pkcs12(binary, KEY, "");
                    Path file = Files.writeString(
                            folder.resolve("vault"), Base64.getEncoder().encodeToString(Files.readAllBytes(binary)));
                    return new String[] {"entra.api-certificate.file", file.toString()};
                }));
    }

    @Test
    void uses_a_replaced_file_without_a_restart() throws Exception {
        Path file = Files.writeString(folder.resolve("key.pem"), keyPem(KEY) + certificatePem(KEY));
        ApiCredential credential = certificate(file);
        assertThat(keyOf(credential)).isEqualTo(KEY.privateKey());
        replace(file, keyPem(NEXT) + certificatePem(NEXT));
        assertThat(keyOf(credential)).isEqualTo(NEXT.privateKey());
        assertThat(tenant.exchange(credential.current()).path("appidacr").asText())
                .isEqualTo("2");
    }

    @Test
    void keeps_the_old_one_while_the_new_one_is_unusable() throws Exception {
        Path file = Files.writeString(folder.resolve("key.pem"), keyPem(KEY) + certificatePem(KEY));
        ApiCredential credential = certificate(file);
        credential.current();
        for (String broken : List.of("", "half of -----BEGIN PRIVATE", keyPem(NEXT) + certificatePem(KEY))) {
            replace(file, broken);
            assertThat(tenant.exchange(credential.current()).path("appidacr").asText())
                    .isEqualTo("2");
        }
        Files.delete(file);
        assertThat(tenant.exchange(credential.current()).path("appidacr").asText())
                .isEqualTo("2");
    }

    @Test
    void is_refused_by_the_tenant_when_it_is_not_registered() throws Exception {
        Path file = Files.writeString(folder.resolve("key.pem"), keyPem(STRANGER) + certificatePem(STRANGER));
        assertThatThrownBy(() -> tenant.exchange(certificate(file).current())).hasMessageContaining("AADSTS700027");
    }

    @TestFactory
    List<DynamicTest> stops_the_start_with_the_remedy() {
        return List.of(
                refused("no file named", null, "entra.api-certificate.file is missing"),
                refused("a file that is not there", folder.resolve("nowhere.pem"), "it does not exist"),
                refused("an empty file", written("empty.pem", ""), "it is empty"),
                refused("something else", written("else.pem", "hello"), "neither PEM nor a PKCS12"),
                refused("no key", written("no-key.pem", certificatePem(KEY)), "no unencrypted PKCS8 key"),
                refused("no certificate", written("no-certificate.pem", keyPem(KEY)), "there is no certificate"),
                refused(
                        "a key of another certificate",
                        written("mixed.pem", keyPem(NEXT) + certificatePem(KEY)),
                        "not that of the certificate"));
    }

    @Test
    void stops_the_start_when_it_has_expired() throws Exception {
        Path file = Files.writeString(folder.resolve("key.pem"), keyPem(KEY) + certificatePem(KEY));
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(40_000));
        assertThat(TestingTenant.configured(
                                later,
                                "entra.api-credential",
                                "certificate",
                                "entra.api-certificate.file",
                                file.toString())
                        .refusal())
                .get()
                .asString()
                .contains("expired at", "ENTRA_API_CERTIFICATE_FILE");
    }

    @Test
    void is_named_at_the_start() throws Exception {
        Path file = Files.writeString(folder.resolve("key.pem"), keyPem(KEY) + certificatePem(KEY));
        assertThat(TestingTenant.configured(
                                Clock.systemUTC(),
                                "entra.api-credential",
                                "certificate",
                                "entra.api-certificate.file",
                                file.toString())
                        .started())
                .startsWith("orders-api proves who it is with the certificate in " + file + ", valid until ");
    }

    private interface Written {
        String[] settings() throws Exception;
    }

    private DynamicTest works(String name, Written files) {
        return DynamicTest.dynamicTest(name, () -> {
            String[] settings = files.settings();
            String[] all = new String[settings.length + 2];
            System.arraycopy(settings, 0, all, 2, settings.length);
            all[0] = "entra.api-credential";
            all[1] = "certificate";
            Credentials credentials = TestingTenant.configured(Clock.systemUTC(), all);
            assertThat(credentials.refusal()).isEmpty();
            assertThat(tenant.exchange(credentials.chosen().current())
                            .path("appidacr")
                            .asText())
                    .isEqualTo("2");
        });
    }

    private DynamicTest refused(String name, Path file, String reason) {
        return DynamicTest.dynamicTest(name, () -> {
            Credentials credentials = file == null
                    ? TestingTenant.configured(Clock.systemUTC(), "entra.api-credential", "certificate")
                    : TestingTenant.configured(
                            Clock.systemUTC(),
                            "entra.api-credential",
                            "certificate",
                            "entra.api-certificate.file",
                            file.toString());
            assertThat(credentials.refusal()).get().asString().contains(reason, "set ENTRA_API_CERTIFICATE_FILE");
        });
    }

    private static PrivateKey keyOf(ApiCredential credential) {
        return ((IClientCertificate) credential.current()).privateKey();
    }

    private static ApiCredential certificate(Path file) {
        return TestingTenant.configured(
                        Clock.systemUTC(),
                        "entra.api-credential",
                        "certificate",
                        "entra.api-certificate.file",
                        file.toString())
                .chosen();
    }

    /** As Kubernetes does it: another file takes the name. */
    private static void replace(Path file, String content) throws Exception {
        Path other = Files.writeString(file.resolveSibling("other"), content);
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private Path written(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String keyPem(SigningKey key) {
        return pem("PRIVATE KEY", key.privateKey().getEncoded());
    }

    private static String certificatePem(SigningKey key) {
        try {
            return pem("CERTIFICATE", key.certificate().getEncoded());
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content)
                + "\n-----END " + kind + "-----\n";
    }

    private static void pkcs12(Path file, SigningKey key, String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "orders-api", key.privateKey(), password.toCharArray(), new Certificate[] {key.certificate()});
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
    }
}
