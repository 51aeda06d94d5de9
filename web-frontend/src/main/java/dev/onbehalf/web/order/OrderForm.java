package dev.onbehalf.web.order;

import dev.onbehalf.web.order.OrdersApi.NewOrder;
import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What was typed, as it was typed: it goes back into the fields when something is wrong. The key was made when the form was
 * shown, so that sending the form twice places one order.
 */
record OrderForm(String key, String item, String quantity, String unitPrice, String note) {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern QUANTITY = Pattern.compile("[1-9][0-9]{0,2}");
    /** People write 12.50 and 12,50. */
    private static final Pattern PRICE = Pattern.compile("[0-9]{1,5}([.,][0-9]{1,2})?");

    private static final int ITEM_LENGTH = 120;
    private static final int NOTE_LENGTH = 500;
    private static final int PRICE_LENGTH = 8;

    /** A new one, perhaps with a product already in it. What an address says is shown, and checked when it is sent. */
    static OrderForm of(String item, String unitPrice) {
        return new OrderForm(newKey(), shown(item, ITEM_LENGTH), "1", shown(unitPrice, PRICE_LENGTH), "");
    }

    private static String shown(String text, int longest) {
        return text == null || text.length() > longest ? "" : text.strip();
    }

    static OrderForm of(MultivaluedMap<String, String> fields) {
        String key = text(fields, "key");
        return new OrderForm(
                isKey(key) ? key : newKey(),
                text(fields, "item"),
                text(fields, "quantity"),
                text(fields, "unitPrice"),
                text(fields, "note").replace("\r\n", "\n"));
    }

    /** Whether orders-api takes it as an {@code Idempotency-Key}. */
    static boolean isKey(String key) {
        return key != null && KEY.matcher(key).matches();
    }

    /** The same content as an order of its own. */
    OrderForm asAnotherOrder() {
        return new OrderForm(newKey(), item, quantity, unitPrice, note);
    }

    /** By field, what is wrong, in the reader's language. The limits are those of orders-api, which has the last word. */
    Map<String, String> mistakes(OrderText text) {
        Map<String, String> mistakes = new LinkedHashMap<>();
        if (item.isEmpty() || item.length() > ITEM_LENGTH) {
            mistakes.put("item", text.itemRule());
        }
        if (!QUANTITY.matcher(quantity).matches()) {
            mistakes.put("quantity", text.quantityRule());
        }
        if (price().isEmpty()) {
            mistakes.put("unitPrice", text.unitPriceRule());
        }
        if (note.length() > NOTE_LENGTH) {
            mistakes.put("note", text.noteRule());
        }
        return mistakes;
    }

    /** Only for a form without {@link #mistakes}. */
    NewOrder order() {
        return new NewOrder(item, Integer.parseInt(quantity), price().orElseThrow(), note.isEmpty() ? null : note);
    }

    private Optional<BigDecimal> price() {
        return PRICE.matcher(unitPrice).matches()
                ? Optional.of(new BigDecimal(unitPrice.replace(',', '.')).setScale(2))
                        .filter(price -> price.signum() > 0)
                : Optional.empty();
    }

    private static String text(MultivaluedMap<String, String> fields, String name) {
        return Optional.ofNullable(fields.getFirst(name)).map(String::strip).orElse("");
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
