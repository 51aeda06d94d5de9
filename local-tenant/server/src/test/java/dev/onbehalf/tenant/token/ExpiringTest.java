package dev.onbehalf.tenant.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.TenantClock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Redeemed codes and ended sessions: all that sign-ins leave behind in memory. */
@DisplayName("What is remembered for a while")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ExpiringTest {
    private final TenantClock clock = new TenantClock();
    private final Expiring<String> remembered = new Expiring<>(Duration.ofMinutes(10), 2, clock);

    @Test
    void is_new_only_once() {
        assertThat(remembered.add("a")).isTrue();
        assertThat(remembered.add("a")).isFalse();
        assertThat(remembered.contains("a")).isTrue();
        assertThat(remembered.contains("b")).isFalse();
    }

    @Test
    void is_forgotten_when_its_time_is_over() {
        remembered.add("a");
        clock.moveTo(Duration.ofMinutes(9));
        assertThat(remembered.add("a")).isFalse();
        clock.moveTo(Duration.ofMinutes(11));
        remembered.add("b");

        assertThat(remembered.contains("a")).isFalse();
        assertThat(remembered.contains("b")).isTrue();
        assertThat(remembered.size()).isEqualTo(1);
    }

    @Test
    void has_an_upper_bound_whatever_comes() {
        var bounded = new Expiring<Integer>(Duration.ofHours(24), 1_000, clock);
        for (int i = 0; i < 100_000; i++) {
            assertThat(bounded.add(i)).isTrue();
        }

        assertThat(bounded.size()).isEqualTo(1_000);
        assertThat(bounded.add(99_999)).isFalse();
        assertThat(bounded.contains(0)).isFalse();
    }

    @Test
    void makes_room_by_its_oldest_when_there_is_too_much() {
        remembered.add("a");
        remembered.add("b");
        assertThat(remembered.contains("a")).isTrue();
        remembered.add("c");

        assertThat(remembered.contains("a")).isFalse();
        assertThat(remembered.contains("b")).isTrue();
        assertThat(remembered.contains("c")).isTrue();
    }

    @Test
    void is_forgotten_on_request() {
        remembered.add("a");
        remembered.clear();

        assertThat(remembered.contains("a")).isFalse();
    }
}
