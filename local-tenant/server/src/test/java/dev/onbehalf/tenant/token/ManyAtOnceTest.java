package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.GINA;
import static dev.onbehalf.tenant.Seeded.HANA;
import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("Two hundred at once")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class ManyAtOnceTest {
    private static final int MANY = 200;
    private static final List<String> PEOPLE = List.of(TARO, HANA, GINA);

    /** What one person got, from their first code to Graph. */
    private record Chain(
            String user, String nonce, String state, Answer tokens, Answer again, Answer exchanged, Answer me) {}

    @Test
    void each_gets_their_own_tokens_and_no_code_works_twice(Entra entra) throws Exception {
        var chains = allAtOnce(entra);

        assertThat(chains).hasSize(MANY);
        for (Chain chain : chains) {
            String oid =
                    entra.directory().personNamed(chain.user()).orElseThrow().oid();
            assertThat(chain.state()).isEqualTo("state-" + chain.nonce());
            JsonNode idToken = winner(chain).claims("id_token");
            assertThat(idToken.get("nonce").asText()).isEqualTo(chain.nonce());
            assertThat(idToken.get("oid").asText()).isEqualTo(oid);
            assertThat(winner(chain).claims("access_token").get("oid").asText()).isEqualTo(oid);
            assertThat(chain.exchanged().claims("access_token").get("oid").asText())
                    .isEqualTo(oid);
            assertThat(chain.me().json().get("id").asText()).isEqualTo(oid);
            assertThat(loser(chain).aadsts()).isEqualTo(54005);
        }
        assertThat(chains.stream()
                        .map(chain ->
                                winner(chain).claims("access_token").get("uti").asText()))
                .doesNotHaveDuplicates();
    }

    private static Answer winner(Chain chain) {
        return chain.tokens().status() == 200 ? chain.tokens() : chain.again();
    }

    private static Answer loser(Chain chain) {
        return chain.tokens().status() == 200 ? chain.again() : chain.tokens();
    }

    private static List<Chain> allAtOnce(Entra entra) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<Chain>>();
            for (int i = 0; i < MANY; i++) {
                int number = i;
                futures.add(threads.submit(() -> {
                    start.await();
                    return chain(entra, number);
                }));
            }
            start.countDown();
            var chains = new ArrayList<Chain>();
            for (var future : futures) {
                chains.add(future.get());
            }
            return chains;
        }
    }

    private static Chain chain(Entra entra, int number) throws InterruptedException, ExecutionException {
        var browser = new TestingBrowser(entra);
        String user = PEOPLE.get(number % PEOPLE.size());
        String nonce = "nonce-" + number;
        Map<String, String> back = browser.signIn(user, usual("nonce", nonce, "state", "state-" + nonce))
                .redirected();
        Answer tokens;
        Answer again;
        try (var two = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = two.submit(() -> browser.redeem(back.get("code")));
            var second = two.submit(() -> browser.redeem(back.get("code")));
            tokens = first.get();
            again = second.get();
        }
        String assertion = (tokens.status() == 200 ? tokens : again).member("access_token");
        Answer exchanged = browser.onBehalfOf(assertion);
        Answer me = browser.graph("/me", exchanged.member("access_token"));
        return new Chain(user, nonce, back.get("state"), tokens, again, exchanged, me);
    }
}
