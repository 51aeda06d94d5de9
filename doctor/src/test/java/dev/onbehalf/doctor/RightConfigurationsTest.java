package dev.onbehalf.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.doctor.Finding.Doubtful;
import dev.onbehalf.doctor.Finding.Fine;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.StandardSeed;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A configuration that is right")
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightConfigurationsTest {

    private static final String TARO = "a0000000-0000-4000-8000-000000000001";

    @TempDir
    Path folder;

    private Entra entra;

    @BeforeAll
    void start() {
        entra = Entra.start();
    }

    @AfterAll
    void stop() {
        entra.close();
    }

    @Test
    void has_nothing_broken_and_nothing_doubtful() {
        Report report = TestingConfiguration.of(entra).examined();

        assertThat(report.broken()).as(report.text()).isFalse();
        assertThat(report.findings()).as(report.text()).noneMatch(Doubtful.class::isInstance);
        assertThat(report.findings())
                .filteredOn(Fine.class::isInstance)
                .extracting(Finding::check)
                .contains("authority", "issuer", "clock", "scopes", "redirect URIs", "credential", "API token");
    }

    @Test
    void says_what_could_not_be_checked_and_why() {
        assertThat(TestingConfiguration.of(entra).examined().text())
                .contains("– consent          not checked: needs a person's token")
                .contains("– credential's end not checked: only administrators are told");
    }

    @Test
    void may_name_the_public_URL() {
        Report report = TestingConfiguration.of(entra)
                .with("public-url", "https://localhost:8080")
                .examined();

        assertThat(report.broken()).as(report.text()).isFalse();
    }

    @Test
    void tells_when_a_certificate_ends() throws Exception {
        Instant end = Instant.now().plus(Duration.ofDays(100));

        Report report = withCertificate(end).examined();

        assertThat(report.broken()).as(report.text()).isFalse();
        assertThat(report.text()).contains("✓ credential       a certificate, accepted by the tenant until 20");
    }

    @Test
    void warns_of_a_certificate_that_ends_soon() throws Exception {
        Report report = withCertificate(Instant.now().plus(Duration.ofDays(10))).examined();

        assertThat(report.broken()).as(report.text()).isFalse();
        assertThat(report.text()).contains("! credential").contains("Register the next certificate beside this one");
    }

    @Test
    void may_give_tokens_of_version_1_but_should_not() {
        Report report = TestingConfiguration.of(entra)
                .with("entra.api-client-id", "55555555-5555-4555-8555-000000000001")
                .with("entra.api-client-secret", "local-tenant-legacy-secret")
                .examined();

        assertThat(report.broken()).as(report.text()).isFalse();
        assertThat(report.text()).contains("version 1.0").contains("requestedAccessTokenVersion 2");
    }

    @Test
    void has_consent_where_a_person_with_consent_lends_a_token() {
        Report report =
                TestingConfiguration.of(entra).withTokenOf(TARO, entra, folder).examined();

        assertThat(report.text()).contains("✓ consent").doesNotContain("eyJ");
    }

    @Test
    void leaves_a_managed_identity_to_its_machine() {
        Report report = TestingConfiguration.of(entra)
                .with("entra.api-credential", "managed-identity")
                .examined();

        assertThat(report.broken()).as(report.text()).isFalse();
        assertThat(report.text())
                .contains("– credential       not checked: the managed identity belongs to the machine");
    }

    private TestingConfiguration withCertificate(Instant end) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=orders-api");
        byte[] der = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.now().minusSeconds(60)),
                        Date.from(end),
                        name,
                        keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()))
                .getEncoded();
        entra.registerCertificate(StandardSeed.API_CLIENT_ID, (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        Path file = Files.writeString(
                folder.resolve("orders-api.pem"),
                pem("PRIVATE KEY", keys.getPrivate().getEncoded()) + pem("CERTIFICATE", der));
        return TestingConfiguration.of(entra)
                .with("entra.api-credential", "certificate")
                .with("entra.api-certificate.file", file.toString());
    }

    private static String pem(String what, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }
}
