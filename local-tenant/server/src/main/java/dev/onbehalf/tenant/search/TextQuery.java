package dev.onbehalf.tenant.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The text of a query in simple syntax: words, {@code "phrases"}, {@code prefix*}, {@code +must}, {@code -not}, which is one
 * more condition of which any or all must hold;
 * empty or {@code *} finds everything.
 */
final class TextQuery {
    private static final int LONGEST = 1_000;
    private static final Pattern PART = Pattern.compile("([+-]?)(?:\"([^\"]*)\"|([^\\s\"]+))");

    /** @param sign {@code +}, {@code -} or nothing */
    private record Term(String sign, String text, Kind kind) {
        enum Kind {
            WORD,
            PREFIX,
            PHRASE
        }

        boolean isIn(String field) {
            return switch (kind) {
                case WORD -> Words.contains(field, text);
                case PREFIX -> Words.containsPrefix(field, text);
                case PHRASE -> Words.normalized(field).contains(text);
            };
        }
    }

    private final List<Term> terms = new ArrayList<>();
    private final boolean all;
    private final List<String> fields;

    /** @param all whether every word must be found: {@code searchMode} all */
    TextQuery(String text, boolean all, List<String> fields) {
        if (text.length() > LONGEST) {
            throw SearchError.invalid("The search text is too long. Parameter name: search");
        }
        this.all = all;
        this.fields = fields;
        var parts = PART.matcher(text.strip().equals("*") ? "" : text);
        while (parts.find()) {
            add(parts.group(1), parts.group(2), parts.group(3));
        }
    }

    private void add(String sign, String phrase, String word) {
        if (phrase != null) {
            terms.add(new Term(sign, Words.normalized(phrase), Term.Kind.PHRASE));
        } else if (word.length() > 1 && word.endsWith("*")) {
            String prefix = Words.normalized(word.substring(0, word.length() - 1));
            terms.add(new Term(sign, prefix, Term.Kind.PREFIX));
        } else {
            Words.of(word).forEach(one -> terms.add(new Term(sign, one, Term.Kind.WORD)));
        }
    }

    /** The score of a document; 0 when it is not found. */
    double score(Map<String, Object> document) {
        if (terms.isEmpty()) {
            return 1;
        }
        double score = 0;
        for (Term term : terms) {
            double found = term.sign().equals("-") ? absent(term, document) : score(term, document);
            if (found == 0 && (all || term.sign().equals("+"))) {
                return 0;
            }
            score += found;
        }
        return score;
    }

    /** That a word is not there says little about a document. */
    private double absent(Term term, Map<String, Object> document) {
        return score(term, document) == 0 ? 0.01 : 0;
    }

    private double score(Term term, Map<String, Object> document) {
        double score = 0;
        for (String field : fields) {
            Object value = document.get(field);
            String text = value instanceof List<?> list
                    ? String.join(" ", list.stream().map(String::valueOf).toList())
                    : String.valueOf(value);
            if (term.isIn(text)) {
                score += Schema.SEARCHABLE.get(field);
            }
        }
        return score;
    }
}
