package dev.onbehalf.web.signin;

import dev.onbehalf.web.session.Session;
import dev.onbehalf.web.session.SessionConfig;
import dev.onbehalf.web.session.Tokens;
import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** Asks the tenant for new tokens by the refresh grant (RFC 6749 §6), with quarkus-oidc's client and its credentials. */
@ApplicationScoped
class TenantTokens {

    private static final Logger LOG = Logger.getLogger(TenantTokens.class);

    // The tenant has spoken: this refresh token gives no tokens any more, only the person can help.
    private static final Set<String> ENDED =
            Set.of("invalid_grant", "interaction_required", "login_required", "consent_required");

    private final TenantConfigBean tenants;
    private final SessionConfig config;
    private final Clock clock;

    TenantTokens(TenantConfigBean tenants, SessionConfig config, Clock clock) {
        this.tenants = tenants;
        this.config = config;
        this.clock = clock;
    }

    /** What the tenant answered. */
    sealed interface Answer {
        record Granted(Tokens tokens) implements Answer {}

        record Refused(String error) implements Answer {}

        record NoAnswer() implements Answer {}
    }

    Answer refresh(Session session) {
        String refreshToken = session.tokens().refreshToken();
        if (refreshToken == null) {
            return new Answer.Refused("no_refresh_token");
        }
        try {
            AuthorizationCodeTokens granted = tenants.getDefaultTenant()
                    .initialize()
                    .map(TenantConfigContext::provider)
                    .flatMap(provider -> provider.refreshTokens(refreshToken))
                    .await()
                    .atMost(config.refreshTimeout());
            return accept(session, granted);
        } catch (RuntimeException e) {
            return explain(e);
        }
    }

    // The signature of the new id token is checked by quarkus-oidc on this very request; here only that it is about the
    // same person
    // (OpenID Connect Core §12.2).
    private Answer accept(Session session, AuthorizationCodeTokens granted) {
        if (granted.getRefreshToken() == null) {
            granted.setRefreshToken(session.tokens().refreshToken());
        }
        if (granted.getIdToken() == null) {
            granted.setIdToken(session.tokens().idToken());
        }
        Map<String, Object> claims = JwtClaims.of(granted.getIdToken());
        boolean same = session.tenantId().equals(JwtClaims.text(claims, "tid"))
                && session.objectId().equals(JwtClaims.text(claims, "oid"));
        return same
                ? new Answer.Granted(GrantedTokens.of(granted, clock))
                : new Answer.Refused("another_user_in_refreshed_id_token");
    }

    private static Answer explain(RuntimeException failure) {
        String error = errorIn(failure.getMessage());
        LOG.warnf(
                "The tenant gave no new tokens: %s",
                error.isEmpty() ? failure.getClass().getSimpleName() : error);
        return ENDED.contains(error) ? new Answer.Refused(error) : new Answer.NoAnswer();
    }

    private static String errorIn(String body) {
        try {
            return body != null && body.startsWith("{") ? new JsonObject(body).getString("error", "") : "";
        } catch (DecodeException | ClassCastException notAnErrorObject) {
            return "";
        }
    }
}
