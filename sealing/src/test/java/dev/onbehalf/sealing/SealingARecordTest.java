package dev.onbehalf.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Sealing a record")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SealingARecordTest {

    private static final String PLACE = "session:1";
    private static final byte[] SECRET = "a refresh token".getBytes(UTF_8);

    private final SealingKeys old = keys(key("old", 1));
    private final SealingKeys rotated = keys(key("new", 2), key("old", 1));
    private final SealingKeys later = keys(key("new", 2));

    private static SealingKeys keys(String... namedKeys) {
        return new SealingKeys("some.keys", List.of(namedKeys));
    }

    private static String key(String name, int filler) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filler);
        return name + ":" + Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void what_was_sealed_opens_again() {
        assertThat(old.open(PLACE, old.seal(PLACE, SECRET))).contains(SECRET);
        assertThat(old.open(PLACE, old.seal(PLACE, new byte[0]))).contains(new byte[0]);
    }

    @Test
    void the_sealed_record_shows_nothing_and_never_looks_the_same() {
        byte[] sealed = old.seal(PLACE, SECRET);
        assertThat(new String(sealed, UTF_8)).doesNotContain("refresh");
        assertThat(sealed).isNotEqualTo(old.seal(PLACE, SECRET));
    }

    @Test
    void a_record_moved_to_another_place_does_not_open() {
        assertThat(old.open("session:2", old.seal(PLACE, SECRET))).isEmpty();
    }

    @Test
    void after_a_rotation_old_records_still_open_and_new_ones_use_the_new_key() {
        assertThat(rotated.open(PLACE, old.seal(PLACE, SECRET))).contains(SECRET);
        assertThat(later.open(PLACE, rotated.seal(PLACE, SECRET))).contains(SECRET);
    }

    @Test
    void a_record_whose_key_was_dropped_does_not_open() {
        assertThat(later.open(PLACE, old.seal(PLACE, SECRET))).isEmpty();
    }

    @Test
    void a_record_under_the_name_of_another_key_does_not_open() {
        assertThat(keys(key("old", 2)).open(PLACE, old.seal(PLACE, SECRET))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(bytes = {0x01, (byte) 0x80, (byte) 0x81, (byte) 0xff})
    void a_record_with_any_byte_changed_does_not_open(byte change) {
        byte[] sealed = old.seal(PLACE, SECRET);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= change;
            assertThat(old.open(PLACE, changed)).as("byte %d", i).isEmpty();
        }
    }

    @Test
    void a_record_cut_short_does_not_open() {
        byte[] sealed = old.seal(PLACE, SECRET);
        for (int length = 0; length < sealed.length; length++) {
            assertThat(old.open(PLACE, Arrays.copyOf(sealed, length)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', each entry is name:base64",
        "nameless, each entry is name:base64",
        ":AAAA, each entry is name:base64",
        "long-name-long-name-long-name-long-name:AAAA, the name up to 32 characters",
        "short:AAAA, key 'short' has 3 bytes instead of 32",
        "odd:not base64!, key 'odd' is not base64"
    })
    void an_entry_that_is_no_key_is_named_and_not_quoted(String entry, String complaint) {
        assertThatThrownBy(() -> keys(entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("some.keys")
                .hasMessageContaining(complaint)
                .hasMessageNotContainingAny("AAAA", "not base64!");
    }

    @Test
    void the_longest_name_is_one_of_thirty_two_characters_in_any_script() {
        SealingKeys keys = keys(key("鍵".repeat(32), 3));
        assertThat(keys.open(PLACE, keys.seal(PLACE, SECRET))).contains(SECRET);
    }

    @Test
    void two_keys_of_one_name_are_refused() {
        assertThatThrownBy(() -> keys(key("same", 1), key("same", 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("some.keys: key 'same' is there twice");
    }

    @Test
    void no_key_at_all_is_refused() {
        assertThatThrownBy(() -> keys())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("some.keys names no key");
    }

    @Test
    void keys_are_never_printed() {
        assertThat(rotated).hasToString("SealingKeys[new, old]");
    }
}
