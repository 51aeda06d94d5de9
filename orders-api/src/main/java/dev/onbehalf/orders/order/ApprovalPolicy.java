package dev.onbehalf.orders.order;

import dev.onbehalf.orders.access.BearerChallenge;
import dev.onbehalf.orders.access.StartCheck;
import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * From which amount approving needs more than having signed in: an authentication context, to which the tenant's
 * Conditional Access ties what a person has to do.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context">Authentication context</a>
 */
@Singleton
class ApprovalPolicy implements StartCheck {

    private final ApprovalConfig config;
    private final BearerChallenge challenge;

    ApprovalPolicy(ApprovalConfig config, BearerChallenge challenge) {
        this.config = config;
        this.challenge = challenge;
    }

    @Override
    public Optional<String> refusal() {
        if (!config.authenticationContext().matches("c[1-9][0-9]?")) {
            return Optional.of("orders.approval.authentication-context=" + config.authenticationContext()
                    + " is not the id of an authentication context. Set it to one of c1 to c99.");
        }
        return config.stepUpAbove().signum() < 0
                ? Optional.of("orders.approval.step-up-above=" + config.stepUpAbove()
                        + " is below zero. Set it to an amount in EUR; 0 makes every approval need the context.")
                : Optional.empty();
    }

    @Override
    public String started() {
        return "Approving more than " + config.stepUpAbove().toPlainString() + " EUR needs authentication context "
                + config.authenticationContext();
    }

    boolean needsStepUp(BigDecimal total) {
        return total.compareTo(config.stepUpAbove()) > 0;
    }

    /**
     * Sent to every caller, whether it declared cp1 or not: unlike what Graph or the tenant demands in between, this
     * demand is part of approving, and who calls it knows of it.
     *
     * @throws ProblemException when the total needs the context and the approver's sign-in has not satisfied it
     */
    void check(BigDecimal total, Approver approver) {
        String context = config.authenticationContext();
        if (needsStepUp(total) && !approver.contexts().contains(context)) {
            throw new ProblemException(
                            ProblemType.CHALLENGE,
                            "Approving more than " + config.stepUpAbove().toPlainString()
                                    + " EUR needs a sign-in with authentication context " + context + ".")
                    .header(
                            HttpHeaders.WWW_AUTHENTICATE,
                            challenge.insufficientClaims("{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\""
                                    + context + "\"}}}"));
        }
    }
}
