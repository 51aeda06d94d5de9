package dev.onbehalf.web.profile;

import dev.onbehalf.web.page.Initials;
import io.quarkus.qute.Qute;
import io.quarkus.qute.Variant;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/** The picture of a person: the photo from Graph, or the initials drawn. */
final class Photo {

    /** An image that could carry script (SVG) is not passed on from elsewhere. */
    private static final Set<String> HARMLESS = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private static final int FOUR_MIB = 4 << 20;
    private static final int ONE_MINUTE = 60;

    private static final String INITIALS = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" role="img"><rect width="96" height="96" fill="#2b4a7f"/>\
            <text x="48" y="49" fill="#fff" font-family="system-ui,'Hiragino Sans','Yu Gothic UI','Noto Sans CJK JP',sans-serif" \
            font-size="38" text-anchor="middle" dominant-baseline="central">{initials}</text></svg>
            """;

    private Photo() {}

    static Response initials(String name) {
        return Response.ok(Qute.fmt(INITIALS)
                        .variant(Variant.forContentType("text/html"))
                        .data("initials", Initials.of(name))
                        .render())
                .type("image/svg+xml")
                .cacheControl(onlyForThisUser())
                .build();
    }

    /** The API's answer passed on: its tag, its 304, its bytes. */
    static Response of(RestResponse<byte[]> answer, String name) {
        String tag = answer.getHeaderString(HttpHeaders.ETAG);
        if (answer.getStatus() == Response.Status.NOT_MODIFIED.getStatusCode()) {
            return tagged(Response.notModified(), tag);
        }
        byte[] bytes = answer.getEntity();
        String type = answer.getMediaType() == null
                ? ""
                : answer.getMediaType().getType() + "/" + answer.getMediaType().getSubtype();
        if (!HARMLESS.contains(type) || bytes == null || bytes.length > FOUR_MIB) {
            return initials(name);
        }
        return tagged(Response.ok(bytes).type(type), tag);
    }

    private static Response tagged(Response.ResponseBuilder response, String tag) {
        return response.header(HttpHeaders.ETAG, tag)
                .cacheControl(onlyForThisUser())
                .build();
    }

    /** Short, and the cookie decides: somebody else in the same browser gets a picture of their own. */
    private static CacheControl onlyForThisUser() {
        CacheControl control = new CacheControl();
        control.setPrivate(true);
        control.setNoTransform(false);
        control.setMaxAge(0);
        control.setMustRevalidate(true);
        return control;
    }
}
