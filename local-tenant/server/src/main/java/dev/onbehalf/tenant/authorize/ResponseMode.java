package dev.onbehalf.tenant.authorize;

import java.util.Optional;

/** How the answer travels back to the application. */
enum ResponseMode {
    QUERY,
    FRAGMENT,
    FORM_POST;

    static Optional<ResponseMode> named(String name) {
        return switch (name) {
            case "query" -> Optional.of(QUERY);
            case "fragment" -> Optional.of(FRAGMENT);
            case "form_post" -> Optional.of(FORM_POST);
            default -> Optional.empty();
        };
    }
}
