package dev.onbehalf.web.home;

import dev.onbehalf.web.signin.SignedInUser;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /}: what this is, for everybody; where to go, for somebody who is signed in. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class HomeResource {

    @CheckedTemplate(basePath = "home", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Landing() implements TemplateInstance {}

    @CheckedTemplate(basePath = "home", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Start(String name) implements TemplateInstance {}

    private final SignedInUser user;

    HomeResource(SignedInUser user) {
        this.user = user;
    }

    @GET
    public TemplateInstance home() {
        return user.signedIn() ? new Start(user.displayName()) : new Landing();
    }
}
