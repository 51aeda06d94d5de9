package dev.onbehalf.tenant.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Application.FederatedCredential;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.http.Route;
import dev.onbehalf.tenant.token.Credentials;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;

/** {@code /admin/credentials}: further ways for an application to prove who it is. */
final class CredentialsApi {
    private static final String PATH = "/admin/credentials";

    private final Credentials credentials;
    private final Directory directory;

    CredentialsApi(Credentials credentials, Directory directory) {
        this.credentials = credentials;
        this.directory = directory;
    }

    List<Route> routes() {
        return List.of(Route.post(PATH, "admin", this::add), Route.of(Set.of("DELETE"), PATH, "admin", this::remove));
    }

    /**
     * {@code {"client",…}} with {@code "issuer","subject","audience"?} (federated), {@code "certificate"} (PEM) or
     * {@code "secret","expires"?}.
     */
    private Reply add(Call call) {
        ObjectNode body = AdminApi.body(call);
        Application client = client(body);
        try {
            if (body.has("issuer")) {
                credentials.add(client, federated(body));
            } else if (body.has("certificate")) {
                credentials.add(client, Credentials.certificate(AdminApi.text(body, "certificate")));
            } else {
                credentials.add(client, secret(body));
            }
        } catch (IllegalArgumentException | Credentials.TooMany unusable) {
            throw new BadRequest(unusable.getMessage());
        }
        return Reply.of(204);
    }

    private static FederatedCredential federated(ObjectNode body) {
        String audience = body.has("audience") ? AdminApi.text(body, "audience") : FederatedCredential.USUAL_AUDIENCE;
        return new FederatedCredential(AdminApi.text(body, "issuer"), AdminApi.text(body, "subject"), audience);
    }

    private static Application.Secret secret(ObjectNode body) {
        try {
            Instant expires = body.has("expires") ? Instant.parse(AdminApi.text(body, "expires")) : null;
            return new Application.Secret(AdminApi.text(body, "secret"), expires);
        } catch (DateTimeParseException noInstant) {
            throw new BadRequest("expires is a time such as 2030-01-31T00:00:00Z");
        }
    }

    /** {@code {"client"}}: all that was added to it. */
    private Reply remove(Call call) {
        credentials.remove(client(AdminApi.body(call)));
        return Reply.of(204);
    }

    private Application client(ObjectNode body) {
        return directory.application(AdminApi.text(body, "client")).orElseThrow(() -> new BadRequest("unknown client"));
    }
}
