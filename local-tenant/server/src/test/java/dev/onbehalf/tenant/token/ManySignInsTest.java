package dev.onbehalf.tenant.token;

import static dev.onbehalf.tenant.Seeded.TARO;
import static dev.onbehalf.tenant.TestingBrowser.usual;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.TestingBrowser;
import dev.onbehalf.tenant.TestingTenant;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("After very many sign-ins")
@DisplayNameGeneration(ReplaceUnderscores.class)
@ExtendWith(TestingTenant.class)
class ManySignInsTest {
    private static final long GROWTH_ALLOWED = 48L << 20;

    @Test
    void the_audit_holds_the_last_two_thousand_calls(Entra entra) {
        for (int i = 0; i < 100_000; i++) {
            var call = new Call("GET", false, "/call/" + i, null, Map.of(), new byte[0]);
            entra.audit().record("keys", call, Reply.of(200));
        }

        assertThat(entra.audit().entries()).hasSize(2_000);
        assertThat(entra.audit().entries().getFirst().path()).isEqualTo("/call/98000");
    }

    /** The real thing, some minutes long: {@code ./mvnw verify -Pfull}. */
    @Test
    @Tag("full")
    void the_memory_in_use_has_hardly_grown(Entra entra) throws Exception {
        int many = Integer.getInteger("sign-ins", 100_000);
        signIn(entra, 500);
        long before = memoryInUse();

        signIn(entra, many);

        assertThat(memoryInUse() - before).isLessThan(GROWTH_ALLOWED);
        System.out.println(many + " sign-ins: " + ((memoryInUse() - before) >> 10) + " KiB more in use");
    }

    private static void signIn(Entra entra, int times) throws Exception {
        Callable<Void> some = () -> {
            var browser = new TestingBrowser(entra);
            for (int i = 0; i < times / 8; i++) {
                browser.cookies().clear();
                assertThat(browser.redeem(browser.signIn(TARO, usual())
                                        .redirected()
                                        .get("code"))
                                .status())
                        .isEqualTo(200);
            }
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Void> done : threads.invokeAll(java.util.Collections.nCopies(8, some))) {
                done.get();
            }
        }
    }

    private static long memoryInUse() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
