package dev.onbehalf.orders.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.orders.onbehalfof.AssertionKeys.Key;
import dev.onbehalf.orders.onbehalfof.Exchange.Granted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayName("Shortcuts to held tokens")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShortcutsTest {

    private static final long END = 1_000;

    private final Shortcuts shortcuts = new Shortcuts(16);

    @Test
    void lead_to_what_was_put_until_its_end() {
        Granted token = tokenOf(7);
        shortcuts.put(key(7), token, END);
        assertThat(shortcuts.find(key(7), END - 1)).isSameAs(token);
        assertThat(shortcuts.find(key(7), END)).isNull();
        assertThat(shortcuts.find(key(8), 0)).isNull();
    }

    @Test
    void lead_to_the_newer_one_of_the_same_key() {
        shortcuts.put(key(7), tokenOf(7), END);
        Granted newer = tokenOf(7);
        shortcuts.put(key(7), newer, 2 * END);
        assertThat(shortcuts.find(key(7), END)).isSameAs(newer);
        shortcuts.remove(key(7));
        assertThat(shortcuts.find(key(7), 0)).isNull();
    }

    @Test
    void give_the_place_of_what_ends_first_to_a_third() {
        shortcuts.put(samePlace(1), tokenOf(1), 3 * END);
        shortcuts.put(samePlace(2), tokenOf(2), END);
        shortcuts.put(samePlace(3), tokenOf(3), 2 * END);
        assertThat(shortcuts.find(samePlace(1), 0)).isNotNull();
        assertThat(shortcuts.find(samePlace(2), 0)).isNull();
        assertThat(shortcuts.find(samePlace(3), 0)).isNotNull();
    }

    @Test
    void remove_one_and_leave_its_neighbour() {
        shortcuts.put(samePlace(1), tokenOf(1), END);
        shortcuts.put(samePlace(2), tokenOf(2), END);
        shortcuts.remove(samePlace(1));
        assertThat(shortcuts.find(samePlace(1), 0)).isNull();
        assertThat(shortcuts.find(samePlace(2), 0)).isNotNull();
    }

    @Test
    void never_lead_to_the_token_of_another_key_however_many_write() throws Exception {
        List<Future<Integer>> found = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                Random random = new Random(thread);
                found.add(threads.submit(() -> writeAndRead(random)));
            }
        }
        for (Future<Integer> each : found) {
            assertThat(each.get()).isPositive();
        }
    }

    /** Forty keys want the two same places. */
    private int writeAndRead(Random random) {
        int found = 0;
        for (int round = 0; round < 400_000; round++) {
            int number = random.nextInt(40);
            switch (random.nextInt(8)) {
                case 0 -> shortcuts.put(samePlace(number), tokenOf(number), END + number);
                case 1 -> shortcuts.remove(samePlace(random.nextInt(40)));
                default -> {
                    Granted token = shortcuts.find(samePlace(number), 0);
                    if (token != null) {
                        found++;
                        if (!token.token().value().equals("token of " + number)) {
                            throw new AssertionError("Asked for " + number + ", got "
                                    + token.token().value());
                        }
                    }
                }
            }
        }
        return found;
    }

    private static Key key(long number) {
        return new Key(number * 31, number * 37, number * 41, number * 43);
    }

    private static Key samePlace(long number) {
        return new Key(0, number, ~number, number);
    }

    private static Granted tokenOf(long number) {
        return new Granted(new ExchangedToken("token of " + number, Instant.EPOCH));
    }
}
