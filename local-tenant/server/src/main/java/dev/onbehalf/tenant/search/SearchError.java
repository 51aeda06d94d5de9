package dev.onbehalf.tenant.search;

/** A refusal in the words of AI Search. */
final class SearchError extends RuntimeException {
    private final int status;
    private final String code;

    private SearchError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static SearchError invalid(String message) {
        return new SearchError(400, "InvalidRequestParameter", message);
    }

    static SearchError unauthorized(String message) {
        return new SearchError(401, "Unauthorized", message);
    }

    static SearchError forbidden(String message) {
        return new SearchError(403, "Forbidden", message);
    }

    static SearchError noIndex(String name) {
        return new SearchError(404, "ResourceNotFound", "The index '" + printable(name) + "' was not found.");
    }

    static SearchError noDocument() {
        return new SearchError(404, "ResourceNotFound", "The document was not found.");
    }

    static String printable(String text) {
        String shortened = text.length() <= 64 ? text : text.substring(0, 64);
        return shortened.replaceAll("[^\\p{L}\\p{N} _.,()/*$-]", "?");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
