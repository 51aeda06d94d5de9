package dev.onbehalf.web.challenge;

import java.util.regex.Pattern;

/** What a form does, told from where it is sent to. */
public enum Deed {
    PLACE_ORDER("/orders/new"),
    CANCEL_ORDER("/orders/[^/]+/cancel"),
    APPROVE_ORDER("/orders/[^/]+/approve"),
    SEND_RECEIPT("/orders/[^/]+/receipt"),
    OTHER(".*");

    private final Pattern action;

    Deed(String action) {
        this.action = Pattern.compile(action);
    }

    // The page with the blank form tells nothing of the order that was placed with it.
    String resultPage(String page) {
        return this == PLACE_ORDER ? "/orders" : page;
    }

    static Deed of(Form form) {
        for (Deed deed : values()) {
            if (deed.action.matcher(form.action()).matches()) {
                return deed;
            }
        }
        return OTHER;
    }
}
