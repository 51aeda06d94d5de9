package dev.onbehalf.web.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Sealing a session")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SealingASessionTest {

    private static final SessionKey PLACE = SessionId.random().key();
    private static final byte[] SECRET = "a refresh token".getBytes(UTF_8);

    private final SessionCipher old = new SessionCipher(List.of(key("old", 1)));
    private final SessionCipher rotated = new SessionCipher(List.of(key("new", 2), key("old", 1)));
    private final SessionCipher later = new SessionCipher(List.of(key("new", 2)));

    private static String key(String name, int filler) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) filler);
        return name + ":" + Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void what_was_sealed_opens_again() {
        assertThat(old.open(PLACE, old.seal(PLACE, SECRET))).contains(SECRET);
    }

    @Test
    void the_sealed_record_shows_nothing_and_never_looks_the_same() {
        byte[] sealed = old.seal(PLACE, SECRET);
        assertThat(new String(sealed, UTF_8)).doesNotContain("refresh");
        assertThat(sealed).isNotEqualTo(old.seal(PLACE, SECRET));
    }

    @Test
    void a_record_moved_to_another_session_does_not_open() {
        assertThat(old.open(SessionId.random().key(), old.seal(PLACE, SECRET))).isEmpty();
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
    void a_record_with_any_bit_changed_does_not_open() {
        byte[] sealed = old.seal(PLACE, SECRET);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= (byte) 0x81;
            assertThat(old.open(PLACE, changed)).as("byte %d", i).isEmpty();
        }
    }

    @Test
    void a_record_cut_short_does_not_open() {
        byte[] sealed = old.seal(PLACE, SECRET);
        for (int length = 0; length < sealed.length; length++) {
            assertThat(old.open(PLACE, java.util.Arrays.copyOf(sealed, length))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nameless",
                ":AAAA",
                "short:AAAA",
                "odd:not base64!",
                "long-name-long-name-long-name-long-name:AAAA"
            })
    void a_key_that_is_none_stops_the_start(String key) {
        assertThatThrownBy(() -> new SessionCipher(List.of(key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("session.keys");
    }

    @Test
    void no_record_type_prints_what_it_keeps_secret() {
        SessionId id = SessionId.random();
        assertThat(id.toString() + id.key()).doesNotContain(id.value(), id.key().value());
        assertThat(new Tokens("id-token", "access-token", "refresh-token", java.time.Instant.EPOCH).toString())
                .doesNotContain("id-token", "access-token", "refresh-token");
    }
}
