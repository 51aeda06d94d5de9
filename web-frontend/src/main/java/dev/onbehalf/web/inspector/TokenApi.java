package dev.onbehalf.web.inspector;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.onbehalf.web.api.ReadsProblems;
import dev.onbehalf.web.signin.CallsWithUserToken;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What orders-api makes of the token it was called with. */
@RegisterRestClient(configKey = "orders-api")
@RegisterProvider(CallsWithUserToken.class)
@RegisterProvider(ReadsProblems.class)
@Path("/token")
@Produces(MediaType.APPLICATION_JSON)
interface TokenApi {

    /** {@code signature} is {@code valid}, or why not. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Verdict(String signature, List<Check> checks, List<Exchanged> exchanged) {

        public Verdict {
            checks = checks == null ? List.of() : checks;
            exchanged = exchanged == null ? List.of() : exchanged;
        }
    }

    /** {@code name} is one of the eight; {@code detail} is English. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Check(String name, boolean passed, String detail) {}

    /** A token the API got for a resource behind it: its claims, never itself. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Exchanged(String resource, Map<String, Object> claims, Instant expiresAt, boolean cached) {}

    @GET
    Verdict verdict();
}
