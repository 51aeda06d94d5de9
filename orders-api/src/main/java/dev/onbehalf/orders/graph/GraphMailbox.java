package dev.onbehalf.orders.graph;

import dev.onbehalf.orders.graph.GraphMail.Body;
import dev.onbehalf.orders.graph.GraphMail.EmailAddress;
import dev.onbehalf.orders.graph.GraphMail.Message;
import dev.onbehalf.orders.graph.GraphMail.Recipient;
import dev.onbehalf.orders.graph.GraphMail.Sending;
import dev.onbehalf.orders.order.Mailbox;
import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The mailbox through Microsoft Graph. */
@ApplicationScoped
class GraphMailbox implements Mailbox {

    /** After these it is unknown whether Graph did what it was asked. */
    private static final Set<ProblemType> UNKNOWN_OUTCOME =
            Set.of(ProblemType.DOWNSTREAM_FAILED, ProblemType.DOWNSTREAM_TIMEOUT);

    private final Graph graph;
    private final GraphMail mail;

    GraphMailbox(@RestClient Graph graph, @RestClient GraphMail mail) {
        this.graph = graph;
        this.mail = mail;
    }

    @Override
    public Holder holder() {
        Graph.User me = graph.me("mail,preferredLanguage");
        return Optional.ofNullable(me.mail())
                .filter(address -> !address.isBlank())
                .map(address -> new Holder(address, me.preferredLanguage()))
                .orElseThrow(() -> missing("Microsoft Graph knows no e-mail address of you."));
    }

    @Override
    public void sendToSelf(Holder self, String subject, String html) {
        // One copy is enough: it comes into the inbox.
        Sending sending = new Sending(
                new Message(subject, new Body("HTML", html), List.of(new Recipient(new EmailAddress(self.address())))),
                false);
        try {
            mail.send(sending);
        } catch (ProblemException refused) {
            throw told(refused);
        } catch (ProcessingException failed) {
            throw reasons(failed).anyMatch(GraphMailbox::wasNotEvenAsked) ? failed : new Unconfirmed(failed);
        }
    }

    private static RuntimeException told(ProblemException refused) {
        if (refused.type() == ProblemType.DOWNSTREAM_NOT_FOUND) {
            // MailboxNotEnabledForRESTAPI: an address, but no mailbox behind it.
            return missing("Microsoft Graph finds no mailbox of you.");
        }
        return UNKNOWN_OUTCOME.contains(refused.type()) ? new Unconfirmed(refused) : refused;
    }

    /** What our own filters throw arrives wrapped; no token, no request. */
    private static boolean wasNotEvenAsked(Throwable reason) {
        return switch (reason) {
            case ProblemException noToken -> true;
            case ConnectException noConnection -> true;
            case UnknownHostException noHost -> true;
            case SSLHandshakeException noTrust -> true;
            default -> false;
        };
    }

    private static Stream<Throwable> reasons(Throwable failure) {
        return Stream.iterate(failure, reason -> reason != null, Throwable::getCause);
    }

    private static ProblemException missing(String detail) {
        return new ProblemException(ProblemType.MAILBOX_MISSING, detail);
    }
}
