package dev.onbehalf.web.product;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of the product search; Japanese in {@code messages/product_ja.properties}. */
@MessageBundle("product")
public interface ProductText {

    @Message("Find a product")
    String title();

    @Message("What are you looking for?")
    String words();

    @Message("For example: desk, monitor, headphones")
    String hint();

    @Message("Search")
    String search();

    @Message("Searching…")
    String searching();

    @Message("{shown} of {total} for “{words}”, best first")
    String found(int shown, String total, String words);

    @Message("Nothing found for “{words}”. You can still order it: describe it below.")
    String nothingFound(String words);

    @Message("The search does not answer at the moment. You can order without it: describe what you need below.")
    String silent();

    @Message(
            "There is no product search here. To have one, set SEARCH_URL of orders-api to an Azure AI Search service.")
    String notConfigured();

    @Message("Take this one")
    String take();

    @Message("Take this one: {name}")
    String takeNamed(String name);

    @Message("Out of stock")
    String outOfStock();
}
