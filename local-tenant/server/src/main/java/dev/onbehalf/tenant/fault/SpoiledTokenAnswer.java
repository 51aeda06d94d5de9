package dev.onbehalf.tenant.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.tenant.http.Json;
import dev.onbehalf.tenant.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** An answer of the token endpoint with one member changed; nothing when it has no such member. */
final class SpoiledTokenAnswer {
    private SpoiledTokenAnswer() {}

    static Optional<Reply> of(Reply reply, Fault.Kind kind) {
        return Json.object(new String(reply.body(), StandardCharsets.UTF_8))
                .filter(members -> spoil(members, kind))
                .map(members -> new Reply(
                        reply.status(),
                        reply.headers(),
                        Json.write(members).getBytes(StandardCharsets.UTF_8),
                        reply.delivery()));
    }

    private static boolean spoil(ObjectNode members, Fault.Kind kind) {
        if (kind == Fault.Kind.NO_CLIENT_INFO) {
            return members.remove("client_info") != null;
        }
        return kind == Fault.Kind.CLAIMS_AS_OBJECT ? openClaims(members) : forgetDefault(members);
    }

    private static boolean openClaims(ObjectNode members) {
        JsonNode claims = members.path("claims");
        var object = claims.isTextual() ? Json.object(claims.textValue()) : Optional.<ObjectNode>empty();
        object.ifPresent(opened -> members.set("claims", opened));
        return object.isPresent();
    }

    private static boolean forgetDefault(ObjectNode members) {
        String scope = members.path("scope").asText();
        String without = Arrays.stream(scope.split(" "))
                .filter(name -> !name.endsWith("/.default"))
                .collect(Collectors.joining(" "));
        members.put("scope", without);
        return !without.equals(scope);
    }
}
