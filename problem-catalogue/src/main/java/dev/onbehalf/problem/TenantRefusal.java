package dev.onbehalf.problem;

/**
 * A refusal of Entra's, by its number.
 *
 * @param number the digits after {@code AADSTS}
 * @param problem slug of the problem type with which it reaches the caller
 * @param unreachable why the local tenant cannot be made to answer so; empty when it can
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes">AADSTS error codes</a>
 */
public record TenantRefusal(int number, String problem, Explanation explanation, String unreachable) {

    /** Whether only a sign-in can meet it, never an exchange or a token of the API's own. */
    public boolean isOfSignIn() {
        return problem.startsWith("sign-in-");
    }

    public boolean isReachable() {
        return unreachable.isEmpty();
    }
}
