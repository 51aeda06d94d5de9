package dev.onbehalf.tenant.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A message that somebody sent; it is delivered nowhere but to the outbox.
 *
 * @param from the sender's address, always that of the person in whose name Graph was called
 * @param contentType {@code text} or {@code html}
 */
public record Mail(
        String id,
        Instant at,
        String from,
        List<String> to,
        List<String> cc,
        List<String> bcc,
        String subject,
        String contentType,
        String content) {
    private static final int MOST_RECIPIENTS = 500;

    /** Reads the body of {@code sendMail}. */
    static Mail of(Person sender, byte[] body, Instant now) {
        ObjectNode request = Json.object(new String(body, StandardCharsets.UTF_8))
                .orElseThrow(() -> GraphError.badRequest("Unable to read JSON request payload."));
        JsonNode message = request.path("message");
        if (!message.isObject()) {
            throw GraphError.badRequest("ErrorInvalidRequest", "The parameter 'Message' is missing.");
        }
        String contentType = message.at("/body/contentType").asText("text").toLowerCase(java.util.Locale.ROOT);
        if (!contentType.equals("text") && !contentType.equals("html")) {
            throw GraphError.badRequest("Cannot convert the value to the expected type 'microsoft.graph.bodyType'.");
        }
        var mail = new Mail(
                UUID.randomUUID().toString(),
                now,
                sender.mail(),
                addresses(message, "toRecipients"),
                addresses(message, "ccRecipients"),
                addresses(message, "bccRecipients"),
                message.path("subject").asText(""),
                contentType,
                message.at("/body/content").asText(""));
        int recipients = mail.to.size() + mail.cc.size() + mail.bcc.size();
        if (recipients == 0 || recipients > MOST_RECIPIENTS) {
            throw GraphError.badRequest("ErrorInvalidRecipients", "At least one recipient is not valid.");
        }
        return mail;
    }

    private static List<String> addresses(JsonNode message, String member) {
        var addresses = new ArrayList<String>();
        for (JsonNode recipient : message.path(member)) {
            String address = recipient.at("/emailAddress/address").asText("");
            if (!address.matches("[^\\s@,;<>]{1,64}@[^\\s@,;<>]{1,255}")) {
                throw GraphError.badRequest("ErrorInvalidRecipients", "At least one recipient is not valid.");
            }
            addresses.add(address);
        }
        return List.copyOf(addresses);
    }

    /** What people write to each other stays out of logs. */
    @Override
    public String toString() {
        return "Mail[" + id + "]";
    }
}
