package dev.onbehalf.tenant.graph;

import static dev.onbehalf.tenant.Seeded.GINA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.Seeded;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Asking Graph for groups")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class AskingForGroupsTest {

    @Test
    void tells_ids_only_without_consent_for_more(TestingBrowser browser) {
        JsonNode answer =
                browser.graph("/me/memberOf", browser.graphToken(TARO)).json();

        assertThat(answer.get("value")).hasSize(3);
        JsonNode group = answer.at("/value/0");
        assertThat(group.get("@odata.type").asText()).isEqualTo("#microsoft.graph.group");
        assertThat(group.get("id").asText()).hasSize(36);
        assertThat(group.get("displayName").isNull()).isTrue();
        assertThat(answer.has("@odata.nextLink")).isFalse();
    }

    @Test
    void tells_names_with_consent_for_the_directory(Entra entra, TestingBrowser browser) {
        var directory = entra.directory();
        directory
                .consents()
                .grant(
                        directory.personNamed(TARO).orElseThrow(),
                        directory.application(Seeded.API).orElseThrow(),
                        directory
                                .application(dev.onbehalf.tenant.directory.Directory.GRAPH)
                                .orElseThrow(),
                        Set.of("Directory.Read.All"));

        JsonNode group = browser.graph("/me/memberOf?$select=id,displayName", browser.graphToken(TARO))
                .json()
                .at("/value/0");

        assertThat(group.get("displayName").asText()).isEqualTo("All staff");
        assertThat(group.size()).isEqualTo(3);
    }

    @Test
    void comes_in_pages(TestingBrowser browser) {
        String token = browser.graphToken(GINA);
        var ids = new LinkedHashSet<String>();
        int pages = 0;
        String next = null;
        do {
            Answer page = next == null
                    ? browser.graph("/me/memberOf", token)
                    : browser.get(next, "Authorization", "Bearer " + token);
            page.json().get("value").forEach(group -> ids.add(group.get("id").asText()));
            next = page.json().path("@odata.nextLink").asText(null);
            next = next == null ? null : next.replace("$", "%24");
            pages++;
        } while (next != null && pages < 10);

        assertThat(pages).isEqualTo(3);
        assertThat(ids).hasSize(250);
        assertThat(browser.graph("/me/memberOf?$top=999", token).json().get("value"))
                .hasSize(250);
    }

    @ParameterizedTest
    @CsvSource({
        "$top=0, Request_BadRequest",
        "$top=1000, Request_BadRequest",
        "$top=many, Request_BadRequest",
        "$skiptoken=x, Request_BadRequest",
        "$select=shoeSize, BadRequest"
    })
    void refuses_what_it_does_not_understand(String query, String code, TestingBrowser browser) {
        Answer answer = browser.graph("/me/memberOf?" + query, browser.graphToken(TARO));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"/me/getMemberGroups", "/me/getMemberObjects"})
    void gives_all_ids_at_once(String path, Entra entra, TestingBrowser browser) {
        String token = browser.graphToken(GINA);
        URI uri = URI.create(entra.graph() + path);

        JsonNode answer = browser.json(
                        "POST", uri, "{\"securityEnabledOnly\":true}", "Authorization", "Bearer " + token)
                .json();

        assertThat(answer.get("value")).hasSize(250);
        assertThat(browser.json("POST", uri, "{}", "Authorization", "Bearer " + token)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void is_not_for_applications(TestingBrowser browser) {
        String token = browser.clientCredentials("scope", Seeded.GRAPH_DEFAULT).member("access_token");

        Answer answer = browser.graph("/me/memberOf", token);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("delegated");
    }
}
