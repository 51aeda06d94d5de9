package dev.onbehalf.web.product;

import dev.onbehalf.web.api.Api;
import dev.onbehalf.web.api.ApiRefused;
import dev.onbehalf.web.api.ApiUnreachable;
import dev.onbehalf.web.page.Language;
import dev.onbehalf.web.product.Findings.State;
import dev.onbehalf.web.product.ProductsApi.Batch;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Looks products up. Whether there is a search is for orders-api to say: once it has said no, the search is hidden for a while, and
 * asked for again.
 */
@ApplicationScoped
public class ProductSearch {

    private static final int SHOWN = 8;
    private static final int LONGEST_QUERY = 200;
    private static final Duration HIDDEN_FOR = Duration.ofMinutes(10);

    private final ProductsApi products;
    private final Clock clock;
    private volatile Instant hiddenUntil = Instant.MIN;

    ProductSearch(@RestClient ProductsApi products, Clock clock) {
        this.products = products;
        this.clock = clock;
    }

    /** What a page shows before anything was looked for. */
    public Findings nothingYet() {
        return Findings.none(clock.instant().isBefore(hiddenUntil) ? State.HIDDEN : State.READY, "");
    }

    /**
     * Looks for these words. Blocks.
     *
     * @throws dev.onbehalf.web.api.ApiFailure when the person, or somebody for them, can do something about it
     */
    public Findings find(String asked, Language language) {
        String words = asked == null ? "" : shortened(asked.strip());
        if (words.isEmpty()) {
            return nothingYet();
        }
        try {
            Batch batch = Api.ask(() -> products.search(words, SHOWN));
            hiddenUntil = Instant.MIN;
            return new Findings(
                    batch.products().isEmpty() ? State.NOTHING_FOUND : State.FOUND,
                    words,
                    batch.products().stream()
                            .map(product -> Findings.Row.of(product, language))
                            .toList(),
                    language.number(batch.total()));
        } catch (ApiUnreachable silent) {
            return Findings.none(State.SILENT, words);
        } catch (ApiRefused refused) {
            return withoutAnswer(refused, words);
        }
    }

    // An order can be placed without the search, so only what somebody should know about ends on a page of its own.
    private Findings withoutAnswer(ApiRefused refused, String words) {
        if (refused.problem().is("search-not-configured")) {
            hiddenUntil = clock.instant().plus(HIDDEN_FOR);
            return Findings.none(State.NOT_CONFIGURED, words);
        }
        if (refused.problem().status() >= 500) {
            return Findings.none(State.SILENT, words);
        }
        throw refused;
    }

    private static String shortened(String words) {
        return words.length() <= LONGEST_QUERY
                ? words
                : words.substring(0, words.offsetByCodePoints(0, words.codePointCount(0, LONGEST_QUERY)));
    }
}
