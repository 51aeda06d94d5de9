package dev.onbehalf.orders.access;

import dev.onbehalf.orders.problem.ProblemType;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The eight checks that a token with a good signature must pass. The same list answers a refused request and is shown by
 * {@code GET /token}.
 */
@Singleton
public class AccessChecks {

    private static final Set<String> GRAPH = Set.of(
            "https://graph.microsoft.com",
            "https://graph.microsoft.com/",
            "00000003-0000-0000-c000-000000000000",
            "https://graph.microsoft.us",
            "https://microsoftgraph.chinacloudapi.cn");
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Entra entra;
    private final Clock clock;
    private final List<Function<TokenClaims, Check>> checks = List.of(
            this::audience,
            this::issuer,
            this::tenant,
            this::expiry,
            this::notBefore,
            this::callingApplication,
            this::user,
            this::permission);

    AccessChecks(Entra entra, Clock clock) {
        this.entra = entra;
        this.clock = clock;
    }

    /** All eight, in their order. */
    public List<Check> of(TokenClaims claims) {
        return checks.stream().map(check -> check.apply(claims)).toList();
    }

    /**
     * Lets a token in, or says why not. What it may do is decided where it asks for something: a token without the
     * needed permission is known, just not allowed (RFC 6750 §3.1).
     */
    void requireIdentity(TokenClaims claims) throws TokenRefused {
        for (Check check : of(claims)) {
            if (!check.passed() && !check.name().equals("permission")) {
                throw new TokenRefused(typeOf(check, claims), check.detail());
            }
        }
    }

    private ProblemType typeOf(Check failed, TokenClaims claims) {
        return switch (failed.name()) {
            case "expiry" -> claims.expiry() == null ? ProblemType.TOKEN_INVALID : ProblemType.TOKEN_EXPIRED;
            case "audience", "calling-application" -> mistakeOf(claims);
            default -> ProblemType.TOKEN_INVALID;
        };
    }

    /**
     * What to say of a token that cannot be verified. Its claims prove nothing then, but nobody can verify Graph's tokens,
     * and these are sent most often.
     */
    TokenRefused unverified(TokenClaims claims, TokenRefused otherwise) {
        return isForGraph(claims) || wasExchangedByUs(claims)
                ? new TokenRefused(mistakeOf(claims), whoseTokenItIs(claims))
                : otherwise;
    }

    /** Tokens that are sent in place of the right one, again and again: each mistake has a name, and a page. */
    private ProblemType mistakeOf(TokenClaims claims) {
        if (wasExchangedByUs(claims)) {
            return ProblemType.EXCHANGED_TOKEN_SENT;
        }
        if (isForGraph(claims)) {
            return ProblemType.GRAPH_TOKEN_SENT;
        }
        return isIdToken(claims) ? ProblemType.ID_TOKEN_SENT : ProblemType.TOKEN_INVALID;
    }

    /** Issued to this API, for another one: it must never have got out. */
    private boolean wasExchangedByUs(TokenClaims claims) {
        return entra.apiClientId().equals(claims.client()) && claims.audience() != null && !isForUs(claims);
    }

    /** Addressed to a client (to this API, when somebody signed in as it), and to be used by nobody. */
    private boolean isIdToken(TokenClaims claims) {
        return claims.client() == null
                && claims.scopes().isEmpty()
                && claims.audience() != null
                && (isForUs(claims) || entra.allowsClient(claims.audience()));
    }

    private boolean isForUs(TokenClaims claims) {
        String aud = claims.audience();
        return entra.apiClientId().equals(aud) || entra.apiAppIdUri().equals(aud);
    }

    /** True when the audience alone tells that the token was made for Microsoft Graph. */
    private static boolean isForGraph(TokenClaims claims) {
        return claims.audience() != null && GRAPH.contains(claims.audience());
    }

    private Check audience(TokenClaims claims) {
        return Check.of("audience", isForUs(claims), "made for this API", whoseTokenItIs(claims));
    }

    private String whoseTokenItIs(TokenClaims claims) {
        if (claims.audience() == null) {
            return "the token names no audience, or more than one";
        }
        if (wasExchangedByUs(claims)) {
            return "this token was issued to this API for calling another one: it must not be handed out";
        }
        if (isForGraph(claims)) {
            return "this token is for Microsoft Graph: send one for " + entra.apiAppIdUri();
        }
        if (isIdToken(claims)) {
            return thisIsAnIdToken();
        }
        return "this token is for another API: send one for " + entra.apiAppIdUri();
    }

    private String thisIsAnIdToken() {
        return "this is an id token: it tells the client who signed in; send the access token for "
                + entra.apiAppIdUri();
    }

    private Check issuer(TokenClaims claims) {
        String tid = claims.tenantId();
        String iss = claims.issuer();
        boolean known = tid != null
                && (entra.v1Issuer(tid).equals(iss) || entra.v2Issuer(tid).equals(iss));
        return Check.of(
                "issuer",
                known,
                known && entra.v1Issuer(tid).equals(iss) ? "the tenant, version 1.0" : "the tenant, version 2.0",
                "the issuer is not that of the token's tenant at the configured authority");
    }

    private Check tenant(TokenClaims claims) {
        boolean allowed = claims.tenantId() != null && entra.allowsTenant(claims.tenantId());
        return Check.of("tenant", allowed, "an allowed tenant", "the token's tenant is not allowed here");
    }

    private Check expiry(TokenClaims claims) {
        Instant exp = claims.expiry();
        boolean alive = exp != null && clock.instant().isBefore(exp.plus(entra.clockSkew()));
        return Check.of(
                "expiry",
                alive,
                "valid until " + exp,
                exp == null ? "the token does not say when it expires" : "the token expired at " + exp);
    }

    private Check notBefore(TokenClaims claims) {
        Instant nbf = claims.notBefore();
        boolean begun = nbf != null && !clock.instant().isBefore(nbf.minus(entra.clockSkew()));
        return Check.of(
                "not-before",
                begun,
                "valid since " + nbf,
                nbf == null ? "the token does not say from when it is valid" : "the token is not valid before " + nbf);
    }

    private Check callingApplication(TokenClaims claims) {
        boolean allowed = claims.client() != null && entra.allowsClient(claims.client());
        return Check.of("calling-application", allowed, "an allowed application", whoCalls(claims));
    }

    private String whoCalls(TokenClaims claims) {
        if (isIdToken(claims)) {
            return thisIsAnIdToken();
        }
        return claims.client() == null
                ? "the token does not name the application it was given to"
                : "the application the token was given to is not allowed to call this API";
    }

    private Check user(TokenClaims claims) {
        boolean present =
                claims.objectId() != null && GUID.matcher(claims.objectId()).matches();
        return Check.of(
                "user",
                present,
                claims.isAppOnly() ? "an application of its own, no user" : "a user of the tenant",
                "the token does not name its user (oid)");
    }

    private Check permission(TokenClaims claims) {
        boolean any = !claims.scopes().isEmpty() || !claims.roles().isEmpty();
        return Check.of(
                "permission",
                any,
                String.join(" ", claims.scopes().isEmpty() ? claims.roles() : claims.scopes()),
                "the token has neither a scope nor an app role");
    }
}
