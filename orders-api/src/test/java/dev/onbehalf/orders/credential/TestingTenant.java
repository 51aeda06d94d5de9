package dev.onbehalf.orders.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import com.microsoft.aad.msal4j.UserAssertion;
import dev.onbehalf.orders.tenant.Claims;
import dev.onbehalf.orders.tenant.LocalTenant;
import dev.onbehalf.orders.tenant.Seed;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.admin.TokenForge.Signature;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A local tenant of the test's own, and MSAL4J with the credential under test. */
final class TestingTenant implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Entra entra = Entra.start();

    Entra entra() {
        return entra;
    }

    /** The credential that these settings choose, in the words of application.properties. */
    static Credentials configured(Clock clock, String... namesAndValues) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        CredentialConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(CredentialConfig.class)
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build()
                .getConfigMapping(CredentialConfig.class);
        return new Credentials(config, clock);
    }

    /** @return the claims of a token for Graph, got on behalf of Taro */
    JsonNode exchange(IClientCredential credential) throws Exception {
        Claims claims = Claims.ofUser(entra.http().toString(), Seed.TENANT, LocalTenant.TARO);
        String assertion = entra.forge().forge(Map.of(), claims.asMap(), Signature.VALID);
        String token = ConfidentialClientApplication.builder(Seed.API, credential)
                .authority(entra.https() + "/" + Seed.TENANT + "/")
                .instanceDiscovery(false)
                .sslSocketFactory(trusting(entra.caPem()).getSocketFactory())
                .build()
                .acquireToken(OnBehalfOfParameters.builder(
                                Set.of("https://graph.microsoft.com/User.Read"), new UserAssertion(assertion))
                        .build())
                .join()
                .accessToken();
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    @Override
    public void close() {
        entra.close();
    }

    private static SSLContext trusting(String pem) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
