package dev.onbehalf.web.product;

import dev.onbehalf.web.page.Language;
import dev.onbehalf.web.product.ProductsApi.Product;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a page shows of the product search.
 *
 * @param words what was looked for; may be empty
 * @param total how many there are, {@code rows} being the best of them
 */
public record Findings(State state, String words, List<Row> rows, String total) {

    /** How the search stands. */
    public enum State {
        /** There is none here: nothing of it is shown. */
        HIDDEN,
        /** There is none here, and somebody has just looked for something. */
        NOT_CONFIGURED,
        READY,
        FOUND,
        NOTHING_FOUND,
        SILENT
    }

    /** A product in the reader's language; {@code unitPrice} as the order form takes it. */
    public record Row(String id, String name, String description, String price, String unitPrice, boolean inStock) {

        static Row of(Product product, Language language) {
            boolean japanese = language == Language.JAPANESE;
            return new Row(
                    product.id(),
                    japanese && product.nameJa() != null ? product.nameJa() : product.name(),
                    japanese && product.descriptionJa() != null ? product.descriptionJa() : product.description(),
                    language.money(product.price(), product.currency()),
                    product.price().setScale(2, RoundingMode.HALF_UP).toPlainString(),
                    product.inStock() == null || product.inStock());
        }

        /** The form with this product in it. */
        public String href(String words) {
            return "/orders/new?q=" + encoded(words) + "&item=" + encoded(name) + "&unitPrice=" + unitPrice;
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    public boolean hidden() {
        return state == State.HIDDEN;
    }

    public boolean notConfigured() {
        return state == State.NOT_CONFIGURED;
    }

    public boolean found() {
        return state == State.FOUND;
    }

    public boolean nothingFound() {
        return state == State.NOTHING_FOUND;
    }

    public boolean silent() {
        return state == State.SILENT;
    }

    static Findings none(State state, String words) {
        return new Findings(state, words, List.of(), "0");
    }
}
