package dev.onbehalf.doctor;

import dev.onbehalf.doctor.Finding.Broken;
import dev.onbehalf.doctor.Finding.Fine;
import dev.onbehalf.doctor.Finding.Unchecked;
import dev.onbehalf.doctor.Refusals.Registration;
import dev.onbehalf.doctor.Tenant.TokenAnswer;
import dev.onbehalf.doctor.TenantHttp.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether orders-api can prove who it is, reach Graph, and act on behalf of somebody. */
final class ApiChecks {

    /** What each page about oneself needs; Mail.Send is asked for when it is needed, so its absence is no fault. */
    static final String FIRST_SCOPE = "https://graph.microsoft.com/User.Read";

    private static final String USER_TOKEN_FILE = "doctor.user-token-file";
    private static final Set<Integer> MORE_WANTED = Set.of(50076, 50079, 50074, 50072);

    private final Settings settings;
    private final Tenant tenant;
    private final TokenChecks tokens;
    private final Proof proof;

    ApiChecks(Settings settings, Tenant tenant, TokenChecks tokens, Clock clock) {
        this.settings = settings;
        this.tenant = tenant;
        this.tokens = tokens;
        this.proof = Proof.ofOrdersApi(settings, clock);
    }

    /** Without asking the tenant. */
    List<Finding> byThemselves() {
        List<Finding> findings = new ArrayList<>(new SettingsChecks(settings).ofOrdersApi());
        if (proof instanceof Proof.Missing missing && !settings.credentialKind().equals("secret")) {
            findings.add(new Broken("credential", missing.why(), missing.remedy()));
        }
        if (!"https".equals(settings.tokenAuthorityHost().getScheme())) {
            findings.add(new Broken(
                    "token authority",
                    settings.tokenAuthorityHost() + " is not https, and MSAL4J takes nothing else",
                    "Leave ENTRA_TOKEN_AUTHORITY_HOST out: it follows ENTRA_AUTHORITY_HOST."));
        }
        return findings;
    }

    List<Finding> atTheTenant() {
        List<Finding> findings = new ArrayList<>();
        switch (proof) {
            // By its GUID: only so may an application ask for a token for itself (AADSTS90009).
            case Proof.Usual usual ->
                findings.addAll(tokens.of(
                        Registration.ofOrdersApi(settings),
                        usual.proof(),
                        settings.tokenAuthorityHost(),
                        settings.apiClientId()));
            case Proof.OutOfReach out -> findings.add(new Unchecked("credential", "not checked: " + out.why()));
            case Proof.Missing missing ->
                findings.add(new Unchecked("API token", "not checked: there is no credential to ask for one with"));
        }
        findings.add(graph());
        findings.add(consent());
        return findings;
    }

    private Finding graph() {
        return switch (tenant.graphWithoutToken()) {
            case Reply.Answer answer
            when answer.status() == 401 -> new Fine("Microsoft Graph", settings.graphUrl() + " answers");
            case Reply.Answer other ->
                new Broken(
                        "Microsoft Graph",
                        settings.graphUrl() + "/me answers " + other.status() + " where a token is wanted (401)",
                        "Leave GRAPH_URL out, or set it to the Graph of the tenant's cloud with its version.");
            case Reply.Silence silence -> new Broken("Microsoft Graph", silence.why(), silence.remedy());
        };
    }

    private Finding consent() {
        Optional<Path> file = settings.text(USER_TOKEN_FILE).map(Path::of);
        if (file.isEmpty()) {
            return new Unchecked(
                    "consent", "not checked: needs a person's token for orders-api in DOCTOR_USER_TOKEN_FILE");
        }
        if (!(proof instanceof Proof.Usual usual)) {
            return new Unchecked("consent", "not checked: needs orders-api's credential");
        }
        try {
            Secret token = new Secret(
                    Files.readString(file.get(), StandardCharsets.US_ASCII).strip());
            return consent(tenant.onBehalfOf(token, FIRST_SCOPE, usual.proof()));
        } catch (IOException unreadable) {
            return new Unchecked("consent", "not checked: " + file.get() + " cannot be read");
        }
    }

    private Finding consent(TokenAnswer answer) {
        return switch (answer) {
            case TokenAnswer.Granted granted ->
                new Fine("consent", "orders-api gets User.Read on behalf of the person in the token");
            case TokenAnswer.Refused refused
            when refused.number() == 65001 ->
                new Broken(
                        "consent",
                        "nobody has let orders-api act for this person at Graph with User.Read (AADSTS65001)",
                        "App registrations → orders-api → API permissions → Grant admin consent, or az ad app permission"
                                + " admin-consent --id " + settings.apiClientId() + "; or let the person consent in the"
                                + " browser.");
            case TokenAnswer.Refused refused
            when MORE_WANTED.contains(refused.number()) ->
                new Fine(
                        "consent",
                        "the tenant wants more of this person first (AADSTS" + refused.number()
                                + "): the applications pass that on");
            case TokenAnswer.Refused refused ->
                new Unchecked(
                        "consent",
                        "not checked: the tenant does not exchange this token (AADSTS" + refused.number()
                                + "); it must be fresh and for orders-api");
            case TokenAnswer.Silent silent ->
                new Unchecked("consent", "not checked: " + silent.silence().why());
        };
    }
}
