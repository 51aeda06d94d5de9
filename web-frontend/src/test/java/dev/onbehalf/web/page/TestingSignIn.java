package dev.onbehalf.web.page;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whoever says in a header to be somebody, is: for tests of pages, which are not about signing in. Only in {@link PagesAlone}. */
@Alternative
@ApplicationScoped
public class TestingSignIn implements HttpAuthenticationMechanism {

    public static final String HEADER = "Testing-User";
    public static final String SIGNATURE = "c2lnbmF0dXJlLW9mLWEtdG9rZW4";

    private static final long AN_HOUR = 3600;
    private static final int BEFORE_ALL_OTHERS = 100_000;

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        return Uni.createFrom()
                .optional(
                        Optional.ofNullable(request.request().getHeader(HEADER)).map(TestingSignIn::identity));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, null, null));
    }

    @Override
    public int getPriority() {
        return BEFORE_ALL_OTHERS;
    }

    private static SecurityIdentity identity(String login) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(login))
                .addCredential(new IdTokenCredential(token(idToken(login))))
                .addCredential(new AccessTokenCredential(token(apiToken(login))))
                .build();
    }

    private static Map<String, Object> idToken(String login) {
        Map<String, Object> claims = shared(login);
        claims.put("aud", "11111111-1111-4111-8111-000000000001");
        claims.put("sub", "this-user-for-the-web");
        claims.put("nonce", "n-0S6_WzA2Mj");
        return claims;
    }

    private static Map<String, Object> apiToken(String login) {
        Map<String, Object> claims = shared(login);
        claims.put("aud", "22222222-2222-4222-8222-000000000001");
        claims.put("azp", "11111111-1111-4111-8111-000000000001");
        claims.put("scp", "access_as_user Orders.Read Orders.ReadWrite");
        claims.put("sub", "this-user-for-the-api");
        if (login.equals("hana")) {
            claims.put("roles", List.of("Orders.Approve"));
        }
        return claims;
    }

    private static Map<String, Object> shared(String login) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put(
                "name",
                switch (login) {
                    case "taro" -> "田中 太郎";
                    case "gina" -> "Gina Green";
                    case "hana" -> "佐藤 花";
                    default -> login;
                });
        claims.put("preferred_username", login + "@contoso.test");
        claims.put("oid", "oid-of-" + login);
        claims.put("tid", "c0ffee00-0000-4000-8000-000000000001");
        claims.put("ver", "2.0");
        claims.put("exp", Instant.now().getEpochSecond() + AN_HOUR);
        if (login.equals("gina")) {
            List<String> groups =
                    IntStream.range(0, 250).mapToObj("group-%03d"::formatted).toList();
            claims.put("groups", groups);
        }
        return claims;
    }

    private static String token(Map<String, Object> claims) {
        return "eyJhbGciOiJSUzI1NiJ9."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(new JsonObject(claims).encode().getBytes(StandardCharsets.UTF_8))
                + "." + SIGNATURE;
    }
}
