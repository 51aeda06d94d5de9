package dev.onbehalf.tenant.http;

import static dev.onbehalf.tenant.Seeded.CONTOSO;
import static dev.onbehalf.tenant.Seeded.TARO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A stranger at any door")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class StrangersEverywhereTest {
    private static final List<String> DOORS = List.of(
            "/" + CONTOSO + "/oauth2/v2.0/token",
            "/" + CONTOSO + "/oauth2/token",
            "/" + CONTOSO + "/oauth2/v2.0/authorize",
            "/" + CONTOSO + "/oauth2/v2.0/logout",
            "/" + CONTOSO + "/login",
            "/" + CONTOSO + "/second-factor",
            "/" + CONTOSO + "/consent",
            "/graph/v1.0/me",
            "/graph/v1.0/me/sendMail",
            "/graph/v1.0/me/getMemberGroups",
            "/graph/oidc/userinfo",
            "/search/indexes/products/docs/search?api-version=2024-07-01",
            "/search/indexes('products')/docs/search.post.search?api-version=2024-07-01",
            "/openai/v1/chat/completions",
            "/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21",
            "/v1/chat/completions",
            "/admin/faults",
            "/admin/tokens",
            "/admin/policies",
            "/admin/consents",
            "/admin/credentials",
            "/admin/clock");

    static Stream<String> doors() {
        return DOORS.stream();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void breaks_nothing_with_nonsense_of_any_kind(String door, Entra entra, TestingBrowser browser) {
        String key = door.contains("/chat/") ? "local-tenant-chat-key" : "local-tenant-search-key";
        for (String type : new String[] {"application/json", "application/x-www-form-urlencoded", "text/plain", ""}) {
            for (byte[] body : nonsense()) {
                var request =
                        HttpRequest.newBuilder(at(entra, door)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
                Answer answer = type.isEmpty()
                        ? browser.send(request, "X-Local-Tenant", "admin", "api-key", key)
                        : browser.send(request, "X-Local-Tenant", "admin", "api-key", key, "Content-Type", type);

                breaksNothing(answer, door);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"/graph/v1.0/me/sendMail", "/graph/v1.0/me/getMemberGroups"})
    void breaks_nothing_with_a_token_either(String door, Entra entra, TestingBrowser browser) {
        String token = browser.graphToken(TARO);
        for (byte[] body : nonsense()) {
            var request = HttpRequest.newBuilder(at(entra, door)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
            breaksNothing(browser.send(request, "Authorization", "Bearer " + token), door);
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void is_refused_with_ten_thousand_parameters(String door, Entra entra, TestingBrowser browser) {
        var request = HttpRequest.newBuilder(at(entra, door))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("p=1&".repeat(10_000)));

        breaksNothing(browser.send(request, "X-Local-Tenant", "admin"), door);
    }

    private static void breaksNothing(Answer answer, String door) {
        assertThat(answer.status()).as(door).isBetween(200, 499);
        assertThat(answer.text()).as(door).doesNotContain("Exception", "at dev.", "jetty", "Jetty", "com.fasterxml");
        assertThat(answer.text().length()).as(door).isLessThan(16_000);
    }

    private static List<byte[]> nonsense() {
        byte[] noise = new byte[2_000];
        new Random(42).nextBytes(noise);
        return List.of(
                noise,
                new byte[0],
                "{".getBytes(),
                "null".getBytes(),
                "[[[[".repeat(2_000).getBytes(),
                "{\"a\":".repeat(5_000).getBytes(),
                "{\"messages\":{},\"model\":7,\"search\":[],\"filter\":{}}x".getBytes(),
                "{\"target\":{},\"kind\":[1],\"user\":null,\"offset\":1e999}".getBytes(),
                "{\"message\":{\"toRecipients\":\"x\",\"body\":3},\"securityEnabledOnly\":\"yes\"}".getBytes(),
                "grant_type=%zz&=&&code".getBytes(),
                "\u0000\u0001\u0002".getBytes());
    }

    private static URI at(Entra entra, String door) {
        return door.startsWith("/admin/")
                ? URI.create(entra.admin() + door.substring("/admin".length()))
                : URI.create(entra.http() + door);
    }
}
