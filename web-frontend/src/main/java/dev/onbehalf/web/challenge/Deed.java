package dev.onbehalf.web.challenge;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a form does, told from where it is sent to. */
public enum Deed {
    PLACE_ORDER("/orders/new"),
    CANCEL_ORDER("/orders/[^/]+/cancel"),
    APPROVE_ORDER("/orders/[^/]+/approve"),
    SEND_RECEIPT("/orders/[^/]+/receipt"),
    END_SESSION("/sessions/end"),
    OTHER(".*");

    private final Pattern action;

    Deed(String action) {
        this.action = Pattern.compile(action);
    }

    /** The page that has such a form; empty where only the browser knows. */
    static Optional<String> pageWith(String action) {
        return switch (of(action)) {
            case PLACE_ORDER -> Optional.of(action);
            case CANCEL_ORDER, APPROVE_ORDER, SEND_RECEIPT, END_SESSION ->
                Optional.of(action.substring(0, action.lastIndexOf('/')));
            case OTHER -> Optional.empty();
        };
    }

    // The page with the blank form tells nothing of the order that was placed with it.
    String resultPage(String page) {
        return this == PLACE_ORDER ? "/orders" : page;
    }

    static Deed of(Form form) {
        return of(form.action());
    }

    private static Deed of(String action) {
        for (Deed deed : values()) {
            if (deed.action.matcher(action).matches()) {
                return deed;
            }
        }
        return OTHER;
    }
}
