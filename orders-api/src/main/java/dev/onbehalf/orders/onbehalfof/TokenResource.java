package dev.onbehalf.orders.onbehalfof;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onbehalf.orders.access.AccessChecks;
import dev.onbehalf.orders.access.Check;
import dev.onbehalf.orders.access.CurrentCaller;
import dev.onbehalf.orders.access.Scopes;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows a caller what is inside the tokens, never the tokens. */
@Path("/token")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "token")
class TokenResource {

    private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

    private final CurrentCaller caller;
    private final AccessChecks checks;
    private final Exchanges exchanges;
    private final ObjectMapper json;

    TokenResource(CurrentCaller caller, AccessChecks checks, Exchanges exchanges, ObjectMapper json) {
        this.caller = caller;
        this.checks = checks;
        this.exchanges = exchanges;
        this.json = json;
    }

    /** @param signature always valid: a token with another one gets a 401 instead */
    @Schema(name = "Token")
    record Inspection(String signature, List<Check> checks, Map<String, Object> claims, List<Exchanged> exchanged) {}

    record Exchanged(String resource, Map<String, Object> claims, Instant expiresAt, boolean cached) {}

    @GET
    @PermissionsAllowed(Scopes.ACCESS_AS_USER)
    @Operation(
            operationId = "inspectToken",
            summary = "The eight checks of the caller's token, its claims, and those of the exchanged tokens")
    @APIResponseSchema(Inspection.class)
    public Inspection inspect() {
        return new Inspection(
                "valid", checks.of(caller.claims()), caller.claims().all(), exchanged());
    }

    @DELETE
    @PermissionsAllowed(Scopes.ACCESS_AS_USER)
    @Operation(operationId = "forgetTokens", summary = "Forgets the caller's exchanged tokens")
    public void forget() {
        exchanges.forget(caller.user());
    }

    private List<Exchanged> exchanged() {
        return exchanges.heldFor(caller.user()).stream()
                .map(held -> new Exchanged(
                        held.resource().audience(), claimsOf(held.token().value()), held.expiresAt(), true))
                .toList();
    }

    /** For people to look at. Nothing here relies on it: only the other API can tell what its token means. */
    private Map<String, Object> claimsOf(String token) {
        String[] parts = token.split("\\.");
        try {
            return parts.length == 3 ? json.readValue(Base64.getUrlDecoder().decode(parts[1]), CLAIMS) : Map.of();
        } catch (IOException | IllegalArgumentException e) {
            return Map.of();
        }
    }
}
