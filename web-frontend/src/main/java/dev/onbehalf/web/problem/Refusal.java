package dev.onbehalf.web.problem;

import dev.onbehalf.web.api.ApiProblem;
import dev.onbehalf.web.page.Language;
import dev.onbehalf.web.problem.Problem.Said;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What orders-api said, in the reader's language as far as we have words for it: the API speaks English, and our bundle knows the types
 * of problem that were thought of. Everything else is quoted, and marked as English.
 */
record Refusal(ApiProblem said, Language language) {

    private static final Set<String> ACTORS = Set.of("user", "administrator", "developer");
    static final String EXPLAINED_AT = "https://onbehalf.dev/problems/";

    private static final Pattern TYPE = Pattern.compile(Pattern.quote(EXPLAINED_AT) + "[a-z0-9-]{1,80}");

    Said title() {
        Said title = translated(texts().title(slug()), said.title());
        return title.text().isEmpty() ? Said.ours(problemTexts().apiRefusedTitle()) : title;
    }

    Said explanation() {
        Said explanation = translated(texts().explanation(slug()), said.detail());
        return explanation.text().isEmpty() ? Said.ours(problemTexts().apiRefused()) : explanation;
    }

    /** A refusal of the tenant has a remedy of its own, which only the API knows. */
    Said remedy() {
        return said.aadsts().isEmpty() ? translated(texts().remedy(slug()), said.remedy()) : quoted(said.remedy());
    }

    String actor() {
        return ACTORS.contains(said.actor()) ? said.actor() : "";
    }

    /** Only a page of ours is linked to, whatever an answer names. */
    String type() {
        return TYPE.matcher(said.type()).matches() ? said.type() : "";
    }

    private Said translated(String ours, String english) {
        return ours.equals(slug()) ? quoted(english) : Said.ours(ours);
    }

    private Said quoted(String english) {
        return new Said(english, language == Language.ENGLISH ? "" : Language.ENGLISH.tag());
    }

    private String slug() {
        return type().isEmpty() ? "" : type().substring(type().lastIndexOf('/') + 1);
    }

    private RefusalText texts() {
        return language.texts(RefusalText.class);
    }

    private ProblemText problemTexts() {
        return language.texts(ProblemText.class);
    }
}
