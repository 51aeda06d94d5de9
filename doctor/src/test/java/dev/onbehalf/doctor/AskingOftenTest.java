package dev.onbehalf.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.doctor.Finding.Broken;
import dev.onbehalf.doctor.Finding.Fine;
import dev.onbehalf.doctor.Report.Section;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayName("Asking for the report often, as probes do")
@DisplayNameGeneration(ReplaceUnderscores.class)
class AskingOftenTest {

    private static final Finding WELL = new Fine("authority", "answers");
    private static final Finding ILL = new Broken("authority", "does not answer", "Wake it up.");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T00:00:00Z"));
    private final InstantSource clock = now::get;
    private final AtomicReference<Finding> state = new AtomicReference<>(WELL);
    private final AtomicInteger examinations = new AtomicInteger();
    private final Rounds rounds = new Rounds(this::examine, clock);

    @Test
    void examines_once_in_a_quarter_of_an_hour() {
        for (int minute = 0; minute < 15; minute++) {
            assertThat(rounds.report().broken()).isFalse();
            pass(Duration.ofMinutes(1));
        }
        assertThat(examinations).hasValue(1);

        rounds.report();

        assertThat(examinations).hasValue(2);
    }

    @Test
    void examines_again_after_a_minute_while_something_is_broken() {
        state.set(ILL);
        assertThat(rounds.report().broken()).isTrue();
        pass(Duration.ofSeconds(59));
        assertThat(rounds.report().broken()).isTrue();
        assertThat(examinations).hasValue(1);

        state.set(WELL);
        pass(Duration.ofSeconds(1));

        assertThat(rounds.report().broken()).isFalse();
    }

    private Report examine() {
        examinations.incrementAndGet();
        return new Report("a test", List.of(new Section("The tenant", List.of(state.get()))));
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
