package dev.onbehalf.orders.graph;

import dev.onbehalf.orders.onbehalfof.OnBehalfOf;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * Sending mail as the signed-in user: a permission of its own, which people consent to when they first need it.
 *
 * @see <a href="https://learn.microsoft.com/graph/api/user-sendmail">Send mail</a>
 */
@RegisterRestClient(configKey = "graph")
@OnBehalfOf("https://graph.microsoft.com/Mail.Send")
interface GraphMail {

    @POST
    @Path("/me/sendMail")
    void send(Sending sending);

    record Sending(Message message, boolean saveToSentItems) {

        /** What people write to each other stays out of logs. */
        @Override
        public String toString() {
            return "Sending[***]";
        }
    }

    record Message(String subject, Body body, List<Recipient> toRecipients) {}

    record Body(String contentType, String content) {}

    record Recipient(EmailAddress emailAddress) {}

    record EmailAddress(String address) {}
}
