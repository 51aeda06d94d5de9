package dev.onbehalf.web.api;

/** What the tenant must be asked for before a call can succeed. */
public sealed interface Wanted {

    /** The kind of wish: a second one of the same kind in a row means that granting the first did not help. */
    String kind();

    /**
     * A token that satisfies these claims: a second factor, an authentication context, a newer one.
     *
     * @param json a JSON object, as the {@code claims} parameter takes it (OpenID Connect Core §5.5)
     * @see <a href="https://learn.microsoft.com/entra/identity-platform/claims-challenge">Claims challenges</a>
     */
    record Claims(String json) implements Wanted {
        @Override
        public String kind() {
            return "claims";
        }
    }

    /**
     * The person's consent that orders-api may use this permission.
     *
     * @param scope fully qualified, e.g. {@code https://graph.microsoft.com/Mail.Send}
     */
    record Consent(String scope) implements Wanted {
        @Override
        public String kind() {
            return "consent " + scope;
        }
    }

    /** Another sign-in: the tenant has called back everything it gave before. */
    record SignIn() implements Wanted {
        @Override
        public String kind() {
            return "sign-in";
        }
    }
}
