package dev.onbehalf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.onbehalf.stack.Running.SystemUnderTest;
import dev.onbehalf.stack.WireText.View;
import dev.onbehalf.tenant.StandardSeed;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("docs/challenges.md")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(Running.class)
class ChallengesDocumentIT {

    private static final String MAX = "max@contoso.test";
    private static final String TARO = "taro@contoso.test";
    private static final String GINA = "gina@contoso.test";
    private static final String HANA = "hana@contoso.test";

    private final RunningSystem system;
    private final TenantPeople people;
    private final WireText text;
    private final Map<String, String> recorded = new LinkedHashMap<>();

    ChallengesDocumentIT(SystemUnderTest system) {
        this.system = system;
        this.people = TenantPeople.of(system);
        this.text = new WireText(system);
    }

    @Test
    void shows_what_really_goes_over_the_wire() throws Exception {
        secondFactor();
        consent();
        accessCalledBack();
        policyOfTheApi();
        inTheBrowser();
        new RecordedDocument(Checkout.here().root().resolve("docs/challenges.md")).hold(recorded);
    }

    private void secondFactor() throws Exception {
        try (AnyClient max = new AnyClient(system, MAX).signIn()) {
            Wire.Exchange refused = max.get("/me");
            record(
                    "second-factor-call",
                    View.of(refused).members("type", "title", "status", "detail", "actor", "aadsts"));
            View exchange = View.of(theExchange(max));
            record("second-factor-exchange", exchange.members("error", "error_description", "suberror", "claims"));
            List<Wire.Exchange> signIn = signIn(max, refused);
            record(
                    "second-factor-sign-in",
                    View.of(signIn.get(0)),
                    View.of(signIn.get(1)),
                    View.of(signIn.get(2)).members("token_type", "expires_in", "access_token"),
                    succeeded(max.get("/me")).members("displayName", "jobTitle"));
        }
    }

    private void consent() throws Exception {
        people.consent(TARO);
        try (AnyClient taro = new AnyClient(system, TARO).signIn()) {
            String receipt = taro.places("Desk lamp", 1, "39.00") + "/receipt";
            Wire.Exchange refused = taro.post(receipt, "Idempotency-Key", "receipt-1");
            record(
                    "consent-call",
                    refusedExchange(taro).parameters("scope", "requested_token_use"),
                    View.of(refused).members("type", "status", "actor", "aadsts"));
            Map<String, String> challenge = AuthChallenges.parametersOf(refused);
            int before = taro.wire().exchanges().size();
            taro.consent(challenge.get("client_id"), challenge.get("scope"));
            List<Wire.Exchange> consent = taro.wire().exchanges();
            record(
                    "consent-given",
                    View.of(consent.get(before)),
                    View.of(consent.get(before + 1)),
                    succeeded(taro.post(receipt, "Idempotency-Key", "receipt-1"))
                            .members("receiptSentAt"));
        }
    }

    private void accessCalledBack() throws Exception {
        try (AnyClient gina = new AnyClient(system, GINA).signIn()) {
            succeeded(gina.get("/me"));
            String graphToken = new ObjectMapper()
                    .readTree(theExchange(gina).answer())
                    .path("access_token")
                    .asText();
            people.revoke(GINA);
            Wire.Exchange refused = gina.get("/me");
            URI me = URI.create(system.tenant().graph() + "/me");
            record("called-back-graph", View.of(gina.wire().get(me, "Authorization", "Bearer " + graphToken)));
            record("called-back-exchange", refusedExchange(gina).parameters("claims", "requested_token_use"));
            record(
                    "called-back-call",
                    View.of(refused).members("type", "status", "actor", "aadsts"),
                    View.of(signIn(gina, refused).getFirst()).parameters("claims"),
                    succeeded(gina.get("/me")).members("displayName", "jobTitle"));
        }
    }

    private void policyOfTheApi() throws Exception {
        try (AnyClient taro = new AnyClient(system, TARO).signIn();
                AnyClient hana = new AnyClient(system, HANA).signIn()) {
            String approve = taro.places("Espresso machine", 1, "2400.00") + "/approve";
            Wire.Exchange refused = hana.post(approve);
            record(
                    "policy-call",
                    View.of(refused).members("type", "status", "actor", "detail"),
                    View.of(signIn(hana, refused).getFirst()).parameters("claims"),
                    succeeded(hana.post(approve)).members("item", "total", "status", "approvedAt"));
        }
    }

    /** @return what went over the wire */
    private static List<Wire.Exchange> signIn(AnyClient client, Wire.Exchange refused) {
        int before = client.wire().exchanges().size();
        client.signIn(AuthChallenges.claimsOf(refused));
        return client.wire()
                .exchanges()
                .subList(before, client.wire().exchanges().size());
    }

    private void inTheBrowser() {
        try (AnyClient taro = new AnyClient(system, TARO).signIn();
                PlainBrowser hana = new PlainBrowser(system, HANA)) {
            Wire.Exchange page = hana.opens(taro.places("Copier", 1, "1200.00"));
            Wire.Exchange interrupted = hana.sends(page, "/approve");
            Wire.Exchange start = hana.wire().get(interrupted.location());
            record("browser-interrupted", View.of(interrupted), View.of(start));
            Wire.Exchange returned =
                    hana.wire().get(hana.throughThePages(start.location()).location());
            Wire.Exchange adopted = hana.wire().get(returned.location());
            record("browser-back", View.of(returned), View.of(adopted));
            Wire.Exchange confirm = hana.wire().get(adopted.location());
            record("browser-confirmed", View.of(hana.sends(confirm, "/approve")));
        }
    }

    private View refusedExchange(AnyClient client) {
        return View.of(theExchange(client)).members("error", "error_description", "suberror");
    }

    /**
     * What orders-api asked of the tenant last, asked once more in its name: the audit tells every parameter but the secrets, and
     * those are known here.
     */
    private Wire.Exchange theExchange(AnyClient client) {
        JsonNode asked = Audit.of(system)
                .of("token")
                .where(entry -> entry.path("parameters")
                        .path("requested_token_use")
                        .asText()
                        .equals("on_behalf_of"))
                .last();
        Map<String, String> form = new LinkedHashMap<>();
        asked.path("parameters")
                .properties()
                .forEach(parameter ->
                        form.put(parameter.getKey(), parameter.getValue().asText()));
        form.put("assertion", client.accessToken());
        form.put("client_secret", StandardSeed.API_CLIENT_SECRET);
        return client.wire()
                .post(URI.create(system.tenant().http() + asked.path("path").asText()), form);
    }

    private static View succeeded(Wire.Exchange exchange) {
        assertThat(exchange.status()).as(exchange.answer()).isBetween(200, 299);
        return View.of(exchange);
    }

    private void record(String name, View... views) {
        recorded.put(name, text.of(views));
    }
}
