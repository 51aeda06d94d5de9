package dev.onbehalf.web.signin;

import dev.onbehalf.web.page.Language;
import dev.onbehalf.web.page.Page;
import dev.onbehalf.web.session.SessionInUse;
import dev.onbehalf.web.session.SessionKey;
import dev.onbehalf.web.session.Sessions;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Where a person is signed in, and signing out there. Only one's own sessions are ever looked at. */
@Path("/sessions")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class MySessions {

    /** {@code here} marks the session of the browser that asks. */
    record Row(
            String handle,
            String device,
            boolean here,
            Instant since,
            String sinceText,
            Instant used,
            String usedText) {}

    /** {@code ended} says that something was just ended. */
    @CheckedTemplate(basePath = "signin", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record SessionList(List<Row> sessions, boolean ended) implements TemplateInstance {}

    private final Sessions sessions;
    private final ExchangedTokens exchanged;
    private final Page page;

    MySessions(Sessions sessions, ExchangedTokens exchanged, Page page) {
        this.sessions = sessions;
        this.exchanged = exchanged;
        this.page = page;
    }

    @GET
    public SessionList list(RoutingContext request, UriInfo address) {
        Optional<SessionKey> here = StepUp.place(request);
        return new SessionList(
                mine(request).stream().map(used -> row(used, here)).toList(),
                address.getQueryParameters().containsKey("ended"));
    }

    private Row row(SessionInUse used, Optional<SessionKey> here) {
        Language language = page.language();
        Instant since = used.session().createdAt();
        return new Row(
                used.handle(),
                used.session().device(),
                here.equals(Optional.of(used.key())),
                since,
                language.dateTime(since),
                used.lastUsed(),
                language.dateTime(used.lastUsed()));
    }

    /** Ends one other session, or all others when none is named. The one in hand has its own way out, by the tenant. */
    @POST
    @Path("end")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response end(RoutingContext request, @FormParam("session") String handle) {
        Optional<SessionKey> here = StepUp.place(request);
        Predicate<SessionInUse> elsewhere = used -> !here.equals(Optional.of(used.key()));
        List<SessionInUse> named = mine(request).stream()
                .filter(elsewhere)
                .filter(used -> handle == null || used.handle().equals(handle))
                .toList();
        named.forEach(used -> sessions.end(used.key()));
        if (!named.isEmpty()) {
            exchanged.forget();
        }
        return Response.seeOther(URI.create("/sessions?ended")).build();
    }

    private List<SessionInUse> mine(RoutingContext request) {
        return StepUp.owner(request)
                .map(owner -> sessions.inUse(owner.tenantId(), owner.objectId()))
                .orElse(List.of());
    }
}
