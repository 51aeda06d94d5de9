package dev.onbehalf.web.signin;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import jakarta.enterprise.context.ApplicationScoped;

/** Puts what is demanded and what we can handle into the one {@code claims} parameter that an authorize request may have. */
@Unremovable
@ApplicationScoped
@Redirect(Redirect.Location.OIDC_AUTHORIZATION)
class ClaimsAtTheFrontDoor implements OidcRedirectFilter {

    @Override
    public void filter(OidcRedirectContext redirect) {
        Demand demand = Demand.of(redirect.routingContext());
        redirect.additionalQueryParams().set("claims", Capabilities.claims(demand.claims()));
        if (!demand.loginHint().isEmpty()) {
            redirect.additionalQueryParams().set("login_hint", demand.loginHint());
        }
    }
}
