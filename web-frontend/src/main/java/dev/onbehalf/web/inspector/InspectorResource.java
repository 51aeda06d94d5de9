package dev.onbehalf.web.inspector;

import dev.onbehalf.web.api.Api;
import dev.onbehalf.web.api.ApiProblem;
import dev.onbehalf.web.api.ApiRefused;
import dev.onbehalf.web.api.ApiUnreachable;
import dev.onbehalf.web.inspector.InspectorPages.Answer;
import dev.onbehalf.web.inspector.InspectorPages.Inspector;
import dev.onbehalf.web.inspector.InspectorPages.Token;
import dev.onbehalf.web.page.Language;
import dev.onbehalf.web.page.Page;
import dev.onbehalf.web.signin.SignedInUser;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

@Path("/inspector")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class InspectorResource {

    private final TokenApi api;
    private final SignedInUser user;
    private final Page page;

    InspectorResource(@RestClient TokenApi api, SignedInUser user, Page page) {
        this.api = api;
        this.user = user;
        this.page = page;
    }

    @GET
    public Inspector inspector() {
        Answer answer = ask();
        List<Phase> phases = phases(answer);
        Language language = page.language();
        List<Comparison.Row> rows = Comparison.rows(phases, language);
        List<Token> tokens =
                phases.stream().map(phase -> Token.of(phase, language)).toList();
        return new Inspector(answer, tokens, Comparison.telling(rows), rows);
    }

    /** A silent or unwilling API is a finding here, not a reason to show nothing. */
    private Answer ask() {
        try {
            return Answer.of(Api.ask(api::verdict));
        } catch (ApiRefused refused) {
            return Answer.refused(refused.problem());
        } catch (ApiUnreachable silent) {
            return Answer.refused(ApiProblem.unanswered());
        }
    }

    private List<Phase> phases(Answer answer) {
        List<Phase> phases = new ArrayList<>();
        phases.add(Phase.id(user.idTokenClaims()));
        phases.add(Phase.api(user.accessTokenClaims()));
        answer.exchanged().forEach(token -> phases.add(Phase.exchanged(token)));
        return phases;
    }
}
