package dev.onbehalf.orders.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.IClientCredential;
import dev.onbehalf.orders.access.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The identity Azure gives to the machine, which the registration of orders-api trusts by a federated credential: the
 * machine's token for {@code api://AzureADTokenExchange} is the assertion.
 *
 * @see <a href="https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity">
 *     Trusting a managed identity</a>
 */
final class ManagedIdentity implements ApiCredential {

    private static final Logger LOG = Logger.getLogger(ManagedIdentity.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final Duration RENEW_BEFORE = Duration.ofMinutes(5);
    private static final Duration END_BEFORE = Duration.ofSeconds(30);
    /** The service answers over plain http, so it has to be this machine's own: loopback, link-local or private. */
    private static final Pattern NEARBY =
            Pattern.compile("localhost|\\[::1]|127(\\.\\d{1,3}){3}|169\\.254(\\.\\d{1,3}){2}"
                    + "|10(\\.\\d{1,3}){3}|172\\.(1[6-9]|2\\d|3[01])(\\.\\d{1,3}){2}|192\\.168(\\.\\d{1,3}){2}");

    private final CredentialConfig.Machine config;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    // Without a proxy: this request must not leave the machine.
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private volatile MachineToken held;

    ManagedIdentity(CredentialConfig.Machine config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String description() {
        return "the managed identity " + config.clientId().orElse("of this machine");
    }

    @Override
    public Optional<String> refusal() {
        URI service = service();
        if (service.getHost() == null || !NEARBY.matcher(service.getHost()).matches()) {
            return Optional.of("entra.managed-identity.endpoint=" + service
                    + " is not on this machine. Leave it out: Azure's own address is the default.");
        }
        try {
            token();
            return Optional.empty();
        } catch (CredentialUnavailable missing) {
            return Optional.of(missing.getMessage() + " Assign an identity to this machine, name it in"
                    + " ENTRA_MANAGED_IDENTITY_CLIENT_ID when it is a user-assigned one, and add a federated credential"
                    + " for it to the registration of orders-api.");
        }
    }

    @Override
    public IClientCredential current() {
        return ClientCredentialFactory.createFromClientAssertion(token().value());
    }

    private MachineToken token() {
        MachineToken known = held;
        Instant now = clock.instant();
        if (known != null && now.isBefore(known.end().minus(RENEW_BEFORE))) {
            return known;
        }
        asking.lock();
        try {
            if (held != known) {
                return held;
            }
            held = ask();
            return held;
        } catch (CredentialUnavailable e) {
            if (known != null && now.isBefore(known.end().minus(END_BEFORE))) {
                LOG.warnf("%s The token at hand ends at %s", e.getMessage(), known.end());
                return known;
            }
            throw e;
        } finally {
            asking.unlock();
        }
    }

    private MachineToken ask() {
        try {
            HttpResponse<String> answer = WholeAnswer.to(request(), client, TIMEOUT, LARGEST_ANSWER);
            if (answer.statusCode() != 200) {
                throw refused(answer.statusCode());
            }
            return read(answer.body());
        } catch (IOException e) {
            throw CredentialUnavailable.forNow(
                    "The machine's identity service at " + service() + " cannot be asked: " + Cause.of(e) + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CredentialUnavailable.forNow("The wait for the machine's identity service was interrupted.");
        }
    }

    private CredentialUnavailable refused(int status) {
        String message = "The machine's identity service at " + service() + " answered " + status + ".";
        boolean passing = status == 404 || status == 410 || status == 429 || status >= 500;
        return passing ? CredentialUnavailable.forNow(message) : CredentialUnavailable.untilMended(message);
    }

    private URI service() {
        return config.appServiceEndpoint().orElseGet(config::endpoint);
    }

    private HttpRequest request() {
        boolean appService = config.appServiceEndpoint().isPresent();
        String query = "?api-version=" + (appService ? "2019-08-01" : "2018-02-01") + "&resource="
                + encoded(config.audience())
                + config.clientId().map(id -> "&client_id=" + encoded(id)).orElse("");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(service() + (appService ? "" : "/metadata/identity/oauth2/token") + query))
                .timeout(TIMEOUT);
        // Each proves that no redirect made somebody else's server send this.
        return appService
                ? request.header("X-IDENTITY-HEADER", config.appServiceHeader().orElse(""))
                        .build()
                : request.header("Metadata", "true").build();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static MachineToken read(String body) {
        try {
            JsonNode answer = JSON.readTree(body);
            String token = answer.path("access_token").asText();
            Instant end = Instant.ofEpochSecond(answer.path("expires_on").asLong());
            if (!token.isEmpty() && end.getEpochSecond() > 0) {
                return new MachineToken(token, end);
            }
        } catch (JsonProcessingException e) {
            // Told below; its message would quote the answer.
        }
        throw CredentialUnavailable.forNow("The machine's identity service gave an answer without a token.");
    }

    private record MachineToken(String value, Instant end) {

        @Override
        public String toString() {
            return "MachineToken[***, end=" + end + "]";
        }
    }
}
