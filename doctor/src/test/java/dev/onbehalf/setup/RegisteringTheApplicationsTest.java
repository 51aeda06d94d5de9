package dev.onbehalf.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.StandardSeed;
import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Application.FederatedCredential;
import dev.onbehalf.tenant.directory.Application.Permission;
import dev.onbehalf.tenant.directory.Application.Scope;
import dev.onbehalf.tenant.directory.Seed;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayName("The registrations that the scripts make in a real tenant")
@DisplayNameGeneration(ReplaceUnderscores.class)
class RegisteringTheApplicationsTest {

    private static final String LOCALHOST = "http://localhost:8080";
    private static final String GRAPH = "00000003-0000-0000-c000-000000000000";
    /** Never used by the applications; the seed has them to make tokens large and old. */
    private static final Set<String> LOCAL_ONLY_CLAIMS = Set.of("groups");

    private final Manifest api =
            Manifest.read("orders-api", LOCALHOST, StandardSeed.WEB_CLIENT_ID, StandardSeed.API_CLIENT_ID);
    private final Manifest web =
            Manifest.read("web-frontend", LOCALHOST, StandardSeed.WEB_CLIENT_ID, StandardSeed.API_CLIENT_ID);
    private final Application seededApi = seeded(StandardSeed.API_CLIENT_ID);
    private final Application seededWeb = seeded(StandardSeed.WEB_CLIENT_ID);

    @Test
    void are_named_as_in_the_seed() {
        assertThat(api.text("/displayName")).isEqualTo(seededApi.name());
        assertThat(web.text("/displayName")).isEqualTo(seededWeb.name());
    }

    @Test
    void are_confidential_and_of_one_tenant() {
        assertThat(api.text("/signInAudience")).isEqualTo("AzureADMyOrg");
        assertThat(web.text("/signInAudience")).isEqualTo("AzureADMyOrg");
        assertThat(api.text("/isFallbackPublicClient")).isEqualTo("false");
        assertThat(web.text("/isFallbackPublicClient")).isEqualTo("false");
        assertThat(seededApi.publicClient()).isFalse();
        assertThat(seededWeb.publicClient()).isFalse();
    }

    @Test
    void get_no_token_by_the_browser() {
        for (Manifest manifest : Set.of(api, web)) {
            assertThat(manifest.text("/web/implicitGrantSettings/enableAccessTokenIssuance"))
                    .isEqualTo("false");
            assertThat(manifest.text("/web/implicitGrantSettings/enableIdTokenIssuance"))
                    .isEqualTo("false");
        }
        assertThat(seededWeb.accessTokenIssuance() || seededWeb.idTokenIssuance())
                .isFalse();
    }

    @Test
    void expose_the_scopes_that_orders_api_checks_and_web_frontend_asks_for() {
        Set<String> exposed = api.values("/api/oauth2PermissionScopes", "value");

        assertThat(exposed)
                .isEqualTo(seededApi.scopes().stream().map(Scope::name).collect(Collectors.toSet()))
                .isEqualTo(scopesAskedFor())
                .isEqualTo(
                        literals(sources("orders-api"), "\"(access_as_user|Orders\\.[A-Za-z]+)\"", isRole().negate()));
        assertThat(api.values("/api/oauth2PermissionScopes", "isEnabled")).containsExactly("true");
        assertThat(api.values("/api/oauth2PermissionScopes", "type")).containsExactly("User");
    }

    @Test
    void ask_for_consent_in_the_words_of_the_seed() {
        for (JsonNode scope : Manifest.list(api.json().at("/api/oauth2PermissionScopes"))) {
            assertThat(scope.path("userConsentDisplayName").asText())
                    .isEqualTo(seededApi
                            .scope(scope.path("value").asText())
                            .orElseThrow()
                            .text());
        }
    }

    @Test
    void have_the_app_roles_that_orders_api_knows() {
        Set<String> roles = api.values("/appRoles", "value");

        assertThat(roles)
                .isEqualTo(new TreeSet<>(seededApi.appRoles()))
                .isEqualTo(literals(sources("orders-api"), "\"(Orders\\.[A-Za-z.]+)\"", isRole()));
        for (JsonNode role : Manifest.list(api.json().at("/appRoles"))) {
            boolean ofDaemons = role.path("value").asText().endsWith(".All");
            assertThat(role.path("allowedMemberTypes").toString())
                    .isEqualTo(ofDaemons ? "[\"Application\"]" : "[\"User\"]");
        }
    }

    @Test
    void are_called_as_the_applications_call_them() {
        assertThat(api.texts("/identifierUris"))
                .isEqualTo(new TreeSet<>(seededApi.appIdUris()))
                .containsExactly(configOfWebFrontend().getValue("entra.api-app-id-uri", String.class));
    }

    @Test
    void get_tokens_of_version_2() {
        assertThat(api.json().at("/api/requestedAccessTokenVersion").asInt())
                .isEqualTo(2)
                .isEqualTo(seededApi.accessTokenVersion());
    }

    @Test
    void know_one_another() {
        assertThat(api.texts("/api/knownClientApplications"))
                .isEqualTo(new TreeSet<>(seededApi.knownClientApplications()))
                .containsExactly(StandardSeed.WEB_CLIENT_ID);
        assertThat(web.permissions(StandardSeed.API_CLIENT_ID))
                .isEqualTo(api.values("/api/oauth2PermissionScopes", "id"));
    }

    @Test
    void need_consent_unless_told_otherwise() {
        assertThat(api.json().at("/api/preAuthorizedApplications").isMissingNode())
                .isEqualTo(seededApi.preAuthorized().isEmpty())
                .isTrue();
        assertMentions(script(), api.values("/api/oauth2PermissionScopes", "id").toArray(String[]::new));
    }

    @Test
    void send_people_back_to_where_web_frontend_waits_for_them() {
        SmallRyeConfig config = configOfWebFrontend();

        assertThat(web.texts("/web/redirectUris"))
                .isEqualTo(redirects(seededWeb))
                .contains(
                        config.getValue("quarkus.oidc.authentication.redirect-path", String.class),
                        config.getValue("quarkus.oidc.step-up.authentication.redirect-path", String.class),
                        LOCALHOST + "/");
        assertThat(api.texts("/web/redirectUris")).isEqualTo(redirects(seededApi));
        assertMentions(sources("web-frontend"), "\"/consented\"");
        assertThat(web.text("/web/homePageUrl")).isEqualTo(LOCALHOST + "/");
    }

    @Test
    void are_told_when_a_session_ends_elsewhere() {
        assertThat(web.text("/web/logoutUrl")).isEqualTo(seededWeb.logoutUrl());
        assertMentions(sources("web-frontend"), web.text("/web/logoutUrl").substring(LOCALHOST.length() + 1));
    }

    @Test
    void ask_Graph_for_what_is_needed_at_first_and_not_for_what_comes_later() {
        Permission seededGraph = seededApi.permissions().stream()
                .filter(permission -> permission.resource().equals("https://graph.microsoft.com"))
                .findFirst()
                .orElseThrow();

        assertThat(graphScopes(api))
                .contains("User.Read")
                .isSubsetOf(seededGraph.scopes())
                .doesNotContainAnyElementsOf(seededGraph.laterScopes());
        assertThat(graphScopes(web)).isEqualTo(Set.of("openid", "profile", "offline_access"));
        assertThat(literals(
                        sources("orders-api"),
                        "@OnBehalfOf\\(\"https://graph\\.microsoft\\.com/([A-Za-z.]+)\"\\)",
                        scope -> true))
                .isNotEmpty()
                .allMatch(scope -> graphScopes(api).contains(scope)
                        || seededGraph.laterScopes().contains(scope));
    }

    @Test
    void may_ask_for_search_as_the_seed_does() {
        Manifest fragment = Manifest.read("search-permission", "", "", "");
        Application search = seeded(fragment.text("/resourceAppId"));

        assertThat(search.appIdUris()).containsExactly("https://search.azure.com");
        assertThat(seededApi.permissions())
                .anyMatch(permission -> permission.resource().equals("https://search.azure.com"));
        assertMentions(script(), search.clientId());
    }

    @Test
    void ask_for_the_claims_that_the_applications_read() {
        assertThat(claims(api, "accessToken")).isEqualTo(expectedClaims(seededApi, Set.of("acrs")));
        assertThat(claims(web, "idToken")).isEqualTo(expectedClaims(seededWeb, Set.of("sid")));
        assertMentions(sources("web-frontend"), "\"sid\"", "\"login_hint\"");
    }

    @Test
    void trust_clusters_and_machines_for_the_usual_audience() {
        assertMentions(script(), FederatedCredential.USUAL_AUDIENCE);
        assertThat(terraform("main.tf")).contains("\"" + FederatedCredential.USUAL_AUDIENCE + "\"");
        assertMentions(sources("orders-api"), "\"" + FederatedCredential.USUAL_AUDIENCE + "\"");
    }

    @Test
    void step_up_by_the_authentication_context_of_orders_api() {
        Manifest policy = Manifest.read("step-up-policy", "", "", "");
        Pattern inUse = Pattern.compile("@WithDefault\\(\"([^\"]+)\"\\)\\s+String authenticationContext\\(\\)");
        Set<String> contexts = all(inUse, sources("orders-api"));

        assertThat(contexts).containsExactly("c1");
        assertThat(policy.texts("/conditions/applications/includeAuthenticationContextClassReferences"))
                .isEqualTo(contexts);
        assertThat(all(Pattern.compile("authenticationContextClassReferences/(c\\d+)"), script()))
                .isEqualTo(contexts);
    }

    @Test
    void are_the_same_by_Terraform() {
        assertThat(terraform("main.tf"))
                .contains("templatefile(\"${path.module}/../orders-api.json\"")
                .contains("templatefile(\"${path.module}/../web-frontend.json\"")
                .contains("file(\"${path.module}/../search-permission.json\")")
                .contains("azuread_application_app_role.orders_api[\"Orders.Approve\"]");
        Pattern variable = Pattern.compile("\"(ENTRA_[A-Z_]+ID|PUBLIC_URL)=");
        assertThat(all(variable, terraform("outputs.tf"))).isEqualTo(all(variable, script()));
    }

    /** Without printing the whole of it when something is missing. */
    private static void assertMentions(String text, String... parts) {
        assertThat(parts).allMatch(text::contains);
    }

    private static Application seeded(String clientId) {
        return Seed.standard().applications().stream()
                .filter(application -> application.clientId().equals(clientId))
                .findFirst()
                .orElseThrow();
    }

    /** The seed also has 127.0.0.1 and https for those who test with them. */
    private static Set<String> redirects(Application application) {
        return application.redirects().stream()
                .map(Application.Redirect::uri)
                .filter(uri -> uri.startsWith(LOCALHOST))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> graphScopes(Manifest manifest) {
        return manifest.permissions(GRAPH).stream()
                .map(id -> Manifest.GRAPH_SCOPES.getOrDefault(id, "unknown " + id))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> claims(Manifest manifest, String token) {
        return manifest.values("/optionalClaims/" + token, "name");
    }

    /** @param more what Entra tells only where it is asked for; the local tenant always does */
    private static Set<String> expectedClaims(Application seeded, Set<String> more) {
        Set<String> expected = new TreeSet<>(seeded.optionalClaims());
        expected.removeAll(LOCAL_ONLY_CLAIMS);
        expected.addAll(more);
        return expected;
    }

    private static Set<String> scopesAskedFor() {
        return Arrays.stream(configOfWebFrontend()
                        .getValue("quarkus.oidc.authentication.scopes", String.class)
                        .split(","))
                .filter(scope -> scope.startsWith("api://"))
                .map(scope -> scope.substring(scope.lastIndexOf('/') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SmallRyeConfig configOfWebFrontend() {
        try {
            return new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .withSources(new PropertiesConfigSource(
                            propertiesFile("web-frontend").toUri().toURL(), 250))
                    .withSources(new PropertiesConfigSource(
                            Map.of("entra.api-client-id", StandardSeed.API_CLIENT_ID, "public-url", LOCALHOST),
                            "the test's",
                            300))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Predicate<String> isRole() {
        return value -> value.equals("Orders.Approve") || value.endsWith(".All");
    }

    private static Set<String> literals(String sources, String pattern, Predicate<String> wanted) {
        return all(Pattern.compile(pattern), sources).stream()
                .filter(wanted)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String script() {
        return read(Manifest.SETUP.resolve("entra-setup.sh"));
    }

    private static String terraform(String file) {
        return read(Manifest.SETUP.resolve("terraform").resolve(file));
    }

    private static Path propertiesFile(String module) {
        return Path.of("..", module, "src/main/resources/application.properties");
    }

    private static String sources(String module) {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(RegisteringTheApplicationsTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
