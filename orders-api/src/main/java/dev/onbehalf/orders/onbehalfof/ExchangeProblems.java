package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.access.BearerChallenge;
import dev.onbehalf.orders.access.Caller.SignedInUser;
import dev.onbehalf.orders.onbehalfof.Exchange.AssertionRefused;
import dev.onbehalf.orders.onbehalfof.Exchange.Challenge;
import dev.onbehalf.orders.onbehalfof.Exchange.ConsentNeeded;
import dev.onbehalf.orders.onbehalfof.Exchange.Granted;
import dev.onbehalf.orders.onbehalfof.Exchange.Refused;
import dev.onbehalf.orders.onbehalfof.Exchange.Unavailable;
import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

/** What the caller is told when an exchange brings no token. */
@Singleton
class ExchangeProblems {

    private final BearerChallenge challenge;

    ExchangeProblems(BearerChallenge challenge) {
        this.challenge = challenge;
    }

    ExchangedToken tokenOf(Exchange exchange, Resource resource, SignedInUser user) {
        String api = resource.displayName();
        return switch (exchange) {
            case Granted granted -> granted.token();
            case Challenge more -> throw of(more, resource, user);
            case ConsentNeeded consent ->
                throw new ProblemException(
                                ProblemType.CONSENT_REQUIRED,
                                "Nobody has allowed this API to use " + String.join(", ", resource.scopes())
                                        + " on your behalf.")
                        .aadsts(consent.aadsts())
                        .header(
                                HttpHeaders.WWW_AUTHENTICATE,
                                challenge.consentRequired(String.join(" ", resource.scopes())));
            case AssertionRefused over ->
                throw new ProblemException(ProblemType.TOKEN_EXPIRED, "The tenant no longer accepts the access token.")
                        .aadsts(over.aadsts())
                        .header(
                                HttpHeaders.WWW_AUTHENTICATE,
                                challenge.invalidToken("the tenant no longer accepts the token"));
            case Refused refused -> throw of(refused, api);
            case Unavailable later ->
                throw new ProblemException(
                                ProblemType.EXCHANGE_UNAVAILABLE,
                                "The tenant did not answer when this API asked for a token for " + api + ".")
                        .aadsts(later.aadsts())
                        .retryAfter(later.retryAfter());
        };
    }

    /**
     * The claims are passed on to a client that declared cp1 only: another one could not do anything with them but try
     * again and again. It is told, as RFC 6750 knows it, that its token is not good enough.
     *
     * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Claims challenges</a>
     */
    ProblemException of(Challenge more, Resource resource, SignedInUser user) {
        ProblemException problem = new ProblemException(
                        ProblemType.CHALLENGE,
                        "The tenant wants more of you before this API may call " + resource.displayName() + ".")
                .aadsts(more.aadsts());
        return user.handlesChallenges()
                ? problem.header(HttpHeaders.WWW_AUTHENTICATE, challenge.insufficientClaims(more.claims()))
                : problem.header(
                                HttpHeaders.WWW_AUTHENTICATE,
                                challenge.invalidToken("more is wanted of the user than this sign-in"))
                        .remedy(
                                "Sign in again. What is wanted is told to clients that declare the capability cp1 in the"
                                        + " claims parameter, once this API's registration has the optional claim xms_cc.");
    }

    private ProblemException of(Refused refused, String api) {
        String detail = refused.ours()
                ? "The tenant does not let this API ask for a token for " + api + "."
                : "The tenant does not let this API call " + api + " on your behalf.";
        ProblemException problem = new ProblemException(refused.type(), detail).aadsts(refused.aadsts());
        return refused.type().status() == 401
                ? problem.header(
                        HttpHeaders.WWW_AUTHENTICATE, challenge.invalidToken("the tenant does not accept the token"))
                : problem;
    }
}
