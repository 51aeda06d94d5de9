package dev.onbehalf.web.inspector;

import dev.onbehalf.web.api.ApiProblem;
import dev.onbehalf.web.inspector.TokenApi.Check;
import dev.onbehalf.web.inspector.TokenApi.Exchanged;
import dev.onbehalf.web.inspector.TokenApi.Verdict;
import dev.onbehalf.web.page.Language;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.util.List;

/** What the inspector shows. No type here can hold a token: the signature part has no place to be. */
final class InspectorPages {

    private InspectorPages() {}

    /** What the API said: its verdict, or a problem with status 0 where it said nothing. */
    record Answer(boolean given, String signature, List<Check> checks, List<Exchanged> exchanged, ApiProblem problem) {

        static Answer of(Verdict verdict) {
            return new Answer(
                    true, verdict.signature(), verdict.checks(), verdict.exchanged(), ApiProblem.unanswered());
        }

        static Answer refused(ApiProblem problem) {
            return new Answer(false, "", List.of(), List.of(), problem);
        }

        public long passed() {
            return checks.stream().filter(Check::passed).count();
        }
    }

    /** The head of a column. {@code expiry} is written out; {@code expirySeconds} is for the countdown, 0 without one. */
    record Token(
            String kind,
            String resource,
            boolean cached,
            Instant expires,
            String expiry,
            long expirySeconds,
            long minutesLeft) {

        private static final int SECONDS = 60;

        static Token of(Phase phase, Language language) {
            Instant now = Instant.now();
            return phase.expiry()
                    .map(expiry -> new Token(
                            phase.kind(),
                            phase.resource(),
                            phase.cached(),
                            expiry,
                            language.dateTime(expiry),
                            expiry.getEpochSecond(),
                            Math.max(0, (expiry.getEpochSecond() - now.getEpochSecond()) / SECONDS)))
                    .orElse(new Token(phase.kind(), phase.resource(), phase.cached(), Instant.EPOCH, "", 0, 0));
        }
    }

    @CheckedTemplate(basePath = "inspector", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Inspector(Answer answer, List<Token> tokens, List<Comparison.Row> telling, List<Comparison.Row> rows)
            implements TemplateInstance {}
}
