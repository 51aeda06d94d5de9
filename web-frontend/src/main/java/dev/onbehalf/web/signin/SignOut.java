package dev.onbehalf.web.signin;

import dev.onbehalf.web.session.Sessions;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Signs out here, at orders-api and at the tenant. Our own route: quarkus-oidc's would put the id token into a URL.
 *
 * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html">OpenID Connect RP-Initiated Logout</a>
 */
@Path("/")
public class SignOut {

    static final String FRONT_CHANNEL = "/front-channel-sign-out";

    private static final Logger LOG = Logger.getLogger(SignOut.class);

    private final Sessions sessions;
    private final SignedInUser user;
    private final TenantConfigBean tenants;
    private final ExchangedTokens exchanged;
    private final Optional<String> publicUrl;
    private final boolean secureCookies;

    SignOut(
            Sessions sessions,
            SignedInUser user,
            TenantConfigBean tenants,
            ExchangedTokens exchanged,
            @ConfigProperty(name = "public-url") Optional<String> publicUrl,
            @ConfigProperty(name = "quarkus.oidc.authentication.cookie-force-secure") boolean secureCookies) {
        this.sessions = sessions;
        this.user = user;
        this.tenants = tenants;
        this.exchanged = exchanged;
        this.publicUrl = publicUrl;
        this.secureCookies = secureCookies;
    }

    @POST
    @Path("/sign-out")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RunOnVirtualThread
    public Response signOut(RoutingContext request, @FormParam("csrf-token") String checkedByTheFilter) {
        Optional<RequestSession> session = RequestSession.of(request);
        if (session.isEmpty()) {
            return Response.seeOther(URI.create(LocalPath.HOME)).build();
        }
        exchanged.forget();
        sessions.end(session.get().key());
        return Response.seeOther(endOfTenantSession(request))
                .cookie(noSessionCookie(request))
                .build();
    }

    /** The tenant asks from an iframe without cookies; Entra names the session by {@code sid} alone. */
    @GET
    @Path(FRONT_CHANNEL)
    @Produces(MediaType.TEXT_PLAIN)
    @RunOnVirtualThread
    public Response signedOutElsewhere(@QueryParam("sid") String sid) {
        if (sid == null || sid.isBlank() || sid.length() > 200) {
            return Response.status(400).entity("sid is missing").build();
        }
        LOG.infof("Signed out at the tenant: %d session(s) ended", sessions.endOfTenantSession(sid));
        return Response.ok("signed out").build();
    }

    private URI endOfTenantSession(RoutingContext request) {
        String endSession = endSessionEndpoint();
        if (endSession == null) {
            return URI.create(LocalPath.HOME);
        }
        UriBuilder uri = UriBuilder.fromUri(endSession)
                .queryParam("post_logout_redirect_uri", "{home}")
                .resolveTemplate("home", origin(request) + LocalPath.HOME);
        // The opaque login_hint claim spares people the account picker; a name would not belong in a URL.
        Object hint = user.idTokenClaims().get("login_hint");
        if (hint instanceof String text && !text.contains("@")) {
            uri.queryParam("logout_hint", "{hint}").resolveTemplate("hint", text);
        }
        return uri.build();
    }

    private String endSessionEndpoint() {
        var provider = tenants.getDefaultTenant().provider();
        return provider == null || provider.getMetadata() == null
                ? null
                : provider.getMetadata().getEndSessionUri();
    }

    private String origin(RoutingContext request) {
        return publicUrl.orElseGet(
                () -> request.request().scheme() + "://" + request.request().authority());
    }

    private NewCookie noSessionCookie(RoutingContext request) {
        return new NewCookie.Builder(SessionGate.COOKIE)
                .value("")
                .path("/")
                .maxAge(0)
                .httpOnly(true)
                .secure(secureCookies || request.request().isSSL())
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
