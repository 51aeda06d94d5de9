package dev.onbehalf.tenant.clients;

import static dev.onbehalf.tenant.Seeded.API;
import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.TARO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.net.URI;
import java.net.URL;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("An API that verifies with the Nimbus library")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class KeyRolloverTest {
    private static final long LONG = 5 * 60 * 1000L;

    @Test
    void reads_the_keys_once(Entra entra, TestingBrowser browser) throws Exception {
        var api = api(entra);

        assertThat(api.process(token(entra), null).getStringClaim("preferred_username"))
                .isEqualTo(TARO);
        api.process(token(entra), null);

        assertThat(timesKeysWereRead(entra)).isEqualTo(1);
    }

    @Test
    void need_not_read_them_again_after_an_announced_rollover(Entra entra) throws Exception {
        var api = api(entra);
        String before = token(entra);
        api.process(before, null);

        entra.keys().rotate(true);
        String after = token(entra);

        assertThat(keyOf(after)).isNotEqualTo(keyOf(before));
        api.process(after, null);
        api.process(before, null);
        assertThat(timesKeysWereRead(entra)).isEqualTo(1);
    }

    @Test
    void follows_many_rollovers_by_reading_the_keys_again(Entra entra) throws Exception {
        var api = api(entra);
        for (int i = 0; i < 3; i++) {
            api.process(token(entra), null);
            entra.keys().rotate(true);
        }

        assertThat(timesKeysWereRead(entra)).isBetween(2L, 3L);
    }

    @Test
    void stops_trusting_a_stolen_key(Entra entra) throws Exception {
        String before = token(entra);

        entra.keys().rotate(false);
        var freshlyStarted = api(entra);

        freshlyStarted.process(token(entra), null);
        assertThatThrownBy(() -> freshlyStarted.process(before, null)).isInstanceOf(BadJOSEException.class);
    }

    @Test
    void stops_trusting_it_also_when_it_was_running_as_soon_as_a_new_key_is_seen(Entra entra) throws Exception {
        var api = api(entra);
        String before = token(entra);
        api.process(before, null);

        entra.keys().rotate(false);
        entra.keys().rotate(false);
        api.process(token(entra), null);

        assertThatThrownBy(() -> api.process(before, null)).isInstanceOf(BadJOSEException.class);
    }

    private static String keyOf(String token) {
        return Answer.headerOf(token).get("kid").asText();
    }

    private static String token(Entra entra) {
        return new TestingBrowser(entra).tokens(TARO).member("access_token");
    }

    private static long timesKeysWereRead(Entra entra) {
        return entra.audit().of("keys").size();
    }

    private static DefaultJWTProcessor<SecurityContext> api(Entra entra) throws Exception {
        URL keys = URI.create(entra.http() + "/" + CONTOSO + "/discovery/v2.0/keys")
                .toURL();
        var source = JWKSourceBuilder.create(keys)
                .cache(LONG, 15_000)
                .rateLimited(false)
                .retrying(true)
                .build();
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, source));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                API,
                new JWTClaimsSet.Builder().issuer(entra.issuer(CONTOSO)).build(),
                Set.of("oid", "tid", "scp", "exp", "nbf")));
        return processor;
    }
}
