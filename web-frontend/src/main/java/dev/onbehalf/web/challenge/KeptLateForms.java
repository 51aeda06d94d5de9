package dev.onbehalf.web.challenge;

import dev.onbehalf.web.session.NoteId;
import dev.onbehalf.web.signin.FormOwner;
import dev.onbehalf.web.signin.LateForms;
import dev.onbehalf.web.signin.LocalPath;
import dev.onbehalf.web.signin.Owner;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Keeps a form whose session is over as a detour of its own: to the sign-in, and to the page that asks for the last click. It is kept
 * only if it says whose it is, which nobody but a page of theirs can say; so nobody fills the store, or has a person confirm what
 * another website wrote.
 */
@ApplicationScoped
class KeptLateForms implements LateForms {

    private static final String TYPE = "application/x-www-form-urlencoded";

    // The request guard has turned away what is larger.
    private static final int MOST_FIELDS = 64;

    private final FormOwner owners;
    private final Detours detours;
    private final ExecutorService virtualThreads;

    KeptLateForms(FormOwner owners, Detours detours, @VirtualThreads ExecutorService virtualThreads) {
        this.owners = owners;
        this.detours = detours;
        this.virtualThreads = virtualThreads;
    }

    @Override
    public Uni<Optional<String>> keep(RoutingContext request) {
        if (!isForm(request.request())) {
            return Uni.createFrom().item(Optional.empty());
        }
        Context context = Vertx.currentContext();
        return body(request.request())
                .emitOn(virtualThreads)
                .map(body -> isWhole(request.request(), body) ? keep(request, fields(body)) : Optional.<NoteId>empty())
                .map(kept -> kept.map(Confirming::path))
                .emitOn(task -> context.runOnContext(back -> task.run()));
    }

    // Browsers say how long a form is; without that its end could be anywhere.
    private static boolean isForm(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith(TYPE)
                && request.getHeader("Content-Length") != null
                && !request.isEnded();
    }

    private static Uni<Buffer> body(HttpServerRequest request) {
        var body = request.body();
        request.resume();
        return Uni.createFrom().completionStage(body.toCompletionStage());
    }

    // Better lost than kept with half of its fields.
    private static boolean isWhole(HttpServerRequest request, Buffer body) {
        return Integer.toString(body.length()).equals(request.getHeader("Content-Length"));
    }

    private Optional<NoteId> keep(RoutingContext request, Map<String, List<String>> fields) {
        String path = request.normalizedPath();
        Optional<Owner> owner = fields.getOrDefault(FormOwner.FIELD, List.of()).stream()
                .findFirst()
                .flatMap(owners::open);
        Optional<Form> form = Form.of(path, fields);
        if (owner.isEmpty() || form.isEmpty()) {
            return Optional.empty();
        }
        String page = Deed.pageWith(path)
                .orElseGet(() -> LocalPath.of(request.request().getHeader("Referer")));
        return detours.beginLate(owner.get(), page, form.get());
    }

    private static Map<String, List<String>> fields(Buffer body) {
        try {
            // One more than we take, so that none is dropped unnoticed.
            Map<String, List<String>> fields = new QueryStringDecoder(
                            body.toString(StandardCharsets.UTF_8), StandardCharsets.UTF_8, false, MOST_FIELDS + 1, true)
                    .parameters();
            return fields.size() > MOST_FIELDS ? Map.of() : fields;
        } catch (IllegalArgumentException notEncodedAsAForm) {
            return Map.of();
        }
    }
}
