package dev.onbehalf.web.signin;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.Collection;
import java.util.Map;

/**
 * Who is signed in, as the tokens of this session say. Claims only: a token never leaves {@code web.signin}.
 *
 * <p>For somebody who is not signed in every text is empty and every map is empty.
 */
@Named("signedInUser")
@RequestScoped
public class SignedInUser {

    private final SecurityIdentity identity;

    SignedInUser(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Whether this request belongs to a session. */
    public boolean signedIn() {
        return !identity.isAnonymous();
    }

    /** The name to greet with: {@code name}, else {@link #preferredUsername()}. Never a key. */
    public String displayName() {
        String name = idTokenText("name");
        return name.isEmpty() ? preferredUsername() : name;
    }

    /** The name the person types to sign in. It may change and may be reused: never a key. */
    public String preferredUsername() {
        return idTokenText("preferred_username");
    }

    /** {@code tid}: with {@link #objectId()} the only key of a user. */
    public String tenantId() {
        return idTokenText("tid");
    }

    /** {@code oid}: the same for this user in all applications of the tenant. */
    public String objectId() {
        return idTokenText("oid");
    }

    /** The decoded claims of the id token, which quarkus-oidc has verified. */
    public Map<String, Object> idTokenClaims() {
        IdTokenCredential credential = identity.getCredential(IdTokenCredential.class);
        return JwtClaims.of(credential == null ? null : credential.getToken());
    }

    /** The decoded claims of the API's access token. To this application the token is opaque: show them, decide nothing by them. */
    public Map<String, Object> accessTokenClaims() {
        AccessTokenCredential credential = identity.getCredential(AccessTokenCredential.class);
        return JwtClaims.of(credential == null ? null : credential.getToken());
    }

    /**
     * Whether to show the way to orders that wait for approval. The role is in the API's token, where the API looks for it and has the
     * last word; nothing but a link depends on this.
     */
    public boolean mayApprove() {
        return accessTokenClaims().get("roles") instanceof Collection<?> roles && roles.contains("Orders.Approve");
    }

    private String idTokenText(String claim) {
        return idTokenClaims().get(claim) instanceof String text ? text : "";
    }
}
