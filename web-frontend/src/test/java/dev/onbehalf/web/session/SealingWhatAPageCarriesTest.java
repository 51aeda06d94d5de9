package dev.onbehalf.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Sealing what a page carries")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SealingWhatAPageCarriesTest {

    private static final String SECRET = "only-this-test-is-protected-by-it";
    private static final JsonObject CONTENT = new JsonObject().put("oid", "a-person");

    private final PageSeal seal = new PageSeal(SECRET, "whose form");

    @Test
    void opens_on_every_replica_and_shows_nothing_to_the_page() {
        String sealed = seal.seal(CONTENT);
        assertThat(new PageSeal(SECRET, "whose form").open(sealed)).contains(CONTENT);
        assertThat(sealed).matches("[A-Za-z0-9_-]+").isNotEqualTo(seal.seal(CONTENT));
        assertThat(new String(java.util.Base64.getUrlDecoder().decode(sealed))).doesNotContain("person", "oid");
    }

    @Test
    void opens_neither_for_another_purpose_nor_with_another_secret() {
        String sealed = seal.seal(CONTENT);
        assertThat(new PageSeal(SECRET, "anything else").open(sealed)).isEmpty();
        assertThat(new PageSeal("the-secret-that-came-after-this-one", "whose form").open(sealed))
                .isEmpty();
    }

    @Test
    void does_not_open_with_any_character_changed() {
        String sealed = seal.seal(CONTENT);
        // The last one has bits that base64 does not use.
        for (int i = 0; i < sealed.length() - 1; i++) {
            String other = sealed.charAt(i) == 'x' ? "y" : "x";
            assertThat(seal.open(sealed.substring(0, i) + other + sealed.substring(i + 1)))
                    .as("character %d", i)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "A", "%%%", "AQ", "AQRwYWdlAAAA", "AX9wYWdl"})
    void does_not_open_what_is_no_seal(String text) {
        assertThat(seal.open(text)).isEmpty();
        assertThat(seal.open("A".repeat(5000))).isEmpty();
    }
}
