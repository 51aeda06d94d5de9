package dev.onbehalf.web.signin;

import dev.onbehalf.web.session.NoteId;
import dev.onbehalf.web.session.Notes;
import dev.onbehalf.web.session.Tokens;
import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keeps the tokens of a step-up for the moment between the tenant's answer and their adoption by the session. Methods block. */
@ApplicationScoped
class TokensOfStepUp {

    private static final String KEY = TokensOfStepUp.class.getName();
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final Notes notes;
    private final Clock clock;

    TokensOfStepUp(Notes notes, Clock clock) {
        this.notes = notes;
        this.clock = clock;
    }

    /** Tokens nobody has adopted yet. */
    record Pending(NoteId id, Tokens tokens) {}

    static Optional<Pending> of(RoutingContext request) {
        return Optional.ofNullable(request.get(KEY));
    }

    String keep(AuthorizationCodeTokens granted) {
        Tokens tokens = GrantedTokens.of(granted, clock);
        JsonObject note = new JsonObject()
                .put("idToken", tokens.idToken())
                .put("accessToken", tokens.accessToken())
                .put("refreshToken", tokens.refreshToken())
                .put("expiresAt", tokens.expiresAt().toEpochMilli());
        return notes.write(note, MOMENT).value();
    }

    AuthorizationCodeTokens find(RoutingContext request, String cookie) {
        Pending pending = NoteId.parse(cookie)
                .flatMap(id -> notes.read(id).map(note -> new Pending(id, read(note))))
                .orElseThrow(() -> new AuthenticationFailedException("no step-up"));
        request.put(KEY, pending);
        return new AuthorizationCodeTokens(
                pending.tokens().idToken(), pending.tokens().accessToken(), null, null);
    }

    private static Tokens read(JsonObject note) {
        return new Tokens(
                note.getString("idToken"),
                note.getString("accessToken"),
                note.getString("refreshToken"),
                Instant.ofEpochMilli(note.getLong("expiresAt")));
    }
}
