package dev.onbehalf.doctor;

import dev.onbehalf.doctor.Finding.Broken;
import dev.onbehalf.doctor.Finding.Doubtful;
import dev.onbehalf.doctor.Finding.Fine;
import dev.onbehalf.doctor.Finding.Unchecked;
import dev.onbehalf.doctor.Refusals.Registration;
import dev.onbehalf.doctor.TenantHttp.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What web-frontend asks for, and where people come back to. */
final class WebChecks {

    private static final Set<String> OPENID_CONNECT = Set.of("openid", "profile", "offline_access", "email");
    private static final String REDIRECT_PATH = "quarkus.oidc.authentication.redirect-path";
    private static final String STEP_UP_PATH = "quarkus.oidc.step-up.authentication.redirect-path";

    private final Settings settings;
    private final Tenant tenant;
    private final TokenChecks tokens;

    WebChecks(Settings settings, Tenant tenant, TokenChecks tokens) {
        this.settings = settings;
        this.tenant = tenant;
        this.tokens = tokens;
    }

    /** Without asking the tenant. */
    List<Finding> byThemselves() {
        List<Finding> findings = new ArrayList<>(new SettingsChecks(settings).ofWebFrontend());
        findings.add(scopes());
        publicUrl().ifPresent(findings::add);
        return findings;
    }

    List<Finding> atTheTenant() {
        List<Finding> findings = new ArrayList<>();
        findings.add(registered());
        switch (Proof.ofWebFrontend(settings)) {
            case Proof.Usual usual ->
                findings.addAll(tokens.of(
                        Registration.ofWebFrontend(settings),
                        usual.proof(),
                        settings.authorityHost(),
                        settings.apiAppIdUri()));
            case Proof.Missing missing ->
                findings.add(new Unchecked("API token", "not checked: there is no secret to ask for one with"));
            case Proof.OutOfReach out -> findings.add(new Unchecked("credential", "not checked: " + out.why()));
        }
        return findings;
    }

    private Finding scopes() {
        if (settings.apiClientId().isEmpty()) {
            return new Unchecked("scopes", "not checked: ENTRA_API_CLIENT_ID names no API");
        }
        List<String> asked = settings.scopes().stream()
                .filter(scope -> !OPENID_CONNECT.contains(scope))
                .toList();
        List<String> unqualified =
                asked.stream().filter(scope -> !scope.contains("/")).toList();
        Set<String> resources = asked.stream()
                .filter(scope -> scope.contains("/"))
                .map(scope -> scope.substring(0, scope.lastIndexOf('/')))
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        String remedy = "Leave QUARKUS_OIDC_AUTHENTICATION_SCOPES out; the scopes follow ENTRA_API_CLIENT_ID.";
        if (!unqualified.isEmpty()) {
            return new Broken(
                    "scopes",
                    String.join(" ", unqualified) + " without a resource is read as a scope of Microsoft Graph",
                    "Write " + settings.apiAppIdUri() + "/" + unqualified.getFirst() + ". " + remedy);
        }
        if (resources.size() > 1) {
            return new Broken(
                    "scopes",
                    "of several resources, which the tenant refuses (AADSTS28000): " + String.join(" ", resources),
                    "web-frontend asks for orders-api only, and orders-api exchanges the token for the rest. "
                            + remedy);
        }
        if (!resources.equals(Set.of(settings.apiAppIdUri()))) {
            return new Broken(
                    "scopes",
                    resources.isEmpty()
                            ? "none of orders-api is asked for"
                            : "of " + resources.iterator().next() + ", but orders-api is " + settings.apiAppIdUri(),
                    remedy);
        }
        return new Fine("scopes", asked.size() + " of " + settings.apiAppIdUri() + ", fully qualified");
    }

    private Optional<Finding> publicUrl() {
        Optional<String> url = settings.text(Settings.PUBLIC_URL);
        if (url.isEmpty()) {
            return settings.profiles().contains("prod")
                    ? Optional.of(new Doubtful(
                            "public URL",
                            "not set: redirect URIs follow the Host header of each request",
                            "Set PUBLIC_URL to what people see, such as https://orders.contoso.com."))
                    : Optional.empty();
        }
        if (!isPublic(url.get())) {
            return Optional.of(
                    new Broken(
                            "public URL",
                            url.get() + " is not https:// and a host alone (http only for localhost)",
                            "Set PUBLIC_URL to scheme and host without a path or a slash, such as https://orders.contoso.com."));
        }
        return Map.of(REDIRECT_PATH, "/signed-in", STEP_UP_PATH, "/stepped-up").entrySet().stream()
                .filter(path -> settings.text(path.getKey())
                        .filter(set -> set.equals(url.get() + path.getValue()))
                        .isEmpty())
                .findFirst()
                .map(differs -> new Broken(
                        "public URL",
                        "people see " + url.get() + ", but come back to "
                                + settings.text(differs.getKey()).orElse("nowhere"),
                        "Leave " + Settings.variable(differs.getKey()) + " out: it follows PUBLIC_URL."));
    }

    private static boolean isPublic(String url) {
        try {
            URI address = URI.create(url);
            boolean local = "http".equals(address.getScheme())
                    && Set.of("localhost", "127.0.0.1").contains(address.getHost());
            return (local || "https".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getPath().isEmpty()
                    && address.getQuery() == null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Whether the tenant would send people back to where the applications wait for them. */
    private Finding registered() {
        String url = settings.text(Settings.PUBLIC_URL)
                .orElseGet(() ->
                        "http://localhost:" + settings.text("quarkus.http.port").orElse("8080"));
        Map<String, Registration> addresses = new LinkedHashMap<>();
        addresses.put(url + "/signed-in", Registration.ofWebFrontend(settings));
        addresses.put(url + "/stepped-up", Registration.ofWebFrontend(settings));
        addresses.put(url + "/consented", Registration.ofOrdersApi(settings));
        for (Map.Entry<String, Registration> address : addresses.entrySet()) {
            Registration client = address.getValue();
            switch (tenant.silentSignIn(client.clientId(), address.getKey())) {
                case Reply.Answer back
                when back.status() / 100 == 3 && back.location().startsWith(address.getKey()) -> {}
                case Reply.Answer page
                when Tenant.number(page.body()) == 50011 -> {
                    return new Broken(
                            "redirect URIs",
                            address.getKey() + " is not registered for " + client.name() + " (AADSTS50011)",
                            "App registrations → " + client.name() + " → Authentication → Web → Add URI: "
                                    + address.getKey() + ", or set PUBLIC_URL right; setup/entra-setup.sh --public-url "
                                    + url + " does it.");
                }
                case Reply.Answer unclear -> {
                    return new Unchecked(
                            "redirect URIs", "not checked: the tenant's answer does not tell (" + told(unclear) + ")");
                }
                case Reply.Silence silence -> {
                    return new Unchecked("redirect URIs", "not checked: " + silence.why());
                }
            }
        }
        return new Fine("redirect URIs", url + " + /signed-in, /stepped-up, /consented are registered");
    }

    private static String told(Reply.Answer answer) {
        int number = Tenant.number(answer.body());
        return number == 0 ? "status " + answer.status() : "AADSTS" + number;
    }
}
