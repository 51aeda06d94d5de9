package dev.onbehalf.tenant.search;

import dev.onbehalf.tenant.search.Schema.Type;
import java.util.HashSet;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a filter from left to right; {@code not} binds tightest, then {@code and}, then {@code or}. */
final class FilterParser {
    private static final int DEEPEST = 50;
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<text>'(?:[^']|'')*+')"
            + "|(?<number>-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)(?![\\w.])"
            + "|(?<name>[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_]+)?)"
            + "|(?<sign>[(),:/]))");
    private static final Set<String> OPERATORS = Set.of("eq", "ne", "gt", "ge", "lt", "le");

    private final String text;
    private final Matcher matcher;
    private String token;
    private String kind;
    private String variable;
    private int depth;
    private int position;

    FilterParser(String text) {
        this.text = text;
        this.matcher = TOKEN.matcher(text);
        advance();
    }

    Filter parse() {
        Filter filter = either();
        if (token != null) {
            throw wrong("there is more after its end");
        }
        return filter;
    }

    private Filter either() {
        Filter filter = both();
        while (isName("or")) {
            advance();
            filter = new Filter.Either(filter, both());
        }
        return filter;
    }

    private Filter both() {
        Filter filter = negation();
        while (isName("and")) {
            advance();
            filter = new Filter.Both(filter, negation());
        }
        return filter;
    }

    private Filter negation() {
        if (++depth > DEEPEST) {
            throw wrong("it is nested too deeply");
        }
        try {
            if (isName("not")) {
                advance();
                return new Filter.Not(negation());
            }
            return primary();
        } finally {
            depth--;
        }
    }

    private Filter primary() {
        if (isSign("(")) {
            advance();
            Filter inner = either();
            expect(")");
            return inner;
        }
        if (isName("search.in")) {
            return in();
        }
        if (isName("true") || isName("false")) {
            boolean truth = name().equals("true");
            return new Filter.Truth(values -> truth);
        }
        String field = name();
        if (isSign("/")) {
            advance();
            return elements(field);
        }
        return comparison(field);
    }

    private Filter comparison(String field) {
        Type type = typeOf(field);
        if (type == Type.TRUTH && (token == null || !OPERATORS.contains(token))) {
            return new Filter.Truth(values -> Boolean.TRUE.equals(values.get(field)));
        }
        if (type == Type.TEXTS) {
            throw wrong("a collection is compared by any or all");
        }
        String operator = name();
        if (!OPERATORS.contains(operator)) {
            throw wrong("'" + operator + "' is no comparison");
        }
        return new Filter.Comparison(field, operator, literal(type));
    }

    private Object literal(Type type) {
        if (isName("null")) {
            advance();
            return null;
        }
        Object value = "text".equals(kind) && type == Type.TEXT
                ? unquoted()
                : "number".equals(kind) && type == Type.NUMBER
                        ? (Object) Double.valueOf(token)
                        : (isName("true") || isName("false")) && type == Type.TRUTH
                                ? (Object) token.equals("true")
                                : null;
        if (value == null) {
            throw wrong("a value of type '" + type.edm() + "' is missing");
        }
        advance();
        return value;
    }

    private Filter in() {
        advance();
        expect("(");
        String field = name();
        if (typeOf(field) != Type.TEXT) {
            throw wrong("search.in looks at texts only");
        }
        expect(",");
        String list = text();
        String delimiters = " ,";
        if (isSign(",")) {
            advance();
            delimiters = text();
        }
        expect(")");
        var texts = new HashSet<String>();
        new StringTokenizer(list, delimiters).asIterator().forEachRemaining(one -> texts.add((String) one));
        return new Filter.In(field, texts);
    }

    private Filter elements(String field) {
        if (typeOf(field) != Type.TEXTS) {
            throw wrong("any and all look at collections only");
        }
        String quantifier = name();
        if (!quantifier.equals("any") && !quantifier.equals("all")) {
            throw wrong("after / comes any or all");
        }
        expect("(");
        if (isSign(")") && quantifier.equals("any")) {
            advance();
            return new Filter.Elements(field, false, null, null);
        }
        variable = name();
        expect(":");
        Filter condition = either();
        expect(")");
        var elements = new Filter.Elements(field, quantifier.equals("all"), variable, condition);
        variable = null;
        return elements;
    }

    /** Inside {@code any} and {@code all} only the range variable can be compared. */
    private Type typeOf(String field) {
        if (variable == null) {
            return Schema.type(field, "$filter");
        }
        if (!field.equals(variable)) {
            throw wrong("'" + field + "' is not the range variable");
        }
        return Type.TEXT;
    }

    private String name() {
        if (!"name".equals(kind)) {
            throw wrong("a name is missing");
        }
        String name = token;
        advance();
        return name;
    }

    private String text() {
        if (!"text".equals(kind)) {
            throw wrong("a text in quotes is missing");
        }
        String unquoted = unquoted();
        advance();
        return unquoted;
    }

    private String unquoted() {
        return token.substring(1, token.length() - 1).replace("''", "'");
    }

    private boolean isName(String name) {
        return "name".equals(kind) && token.equals(name);
    }

    private boolean isSign(String sign) {
        return "sign".equals(kind) && token.equals(sign);
    }

    private void expect(String sign) {
        if (!isSign(sign)) {
            throw wrong("'" + sign + "' is missing");
        }
        advance();
    }

    private void advance() {
        if (text.substring(position).isBlank()) {
            token = null;
            kind = "end";
            return;
        }
        matcher.region(position, text.length());
        if (!matcher.lookingAt()) {
            throw wrong("there is a syntax error at position " + position);
        }
        for (String group : new String[] {"text", "number", "name", "sign"}) {
            if (matcher.group(group) != null) {
                kind = group;
                token = matcher.group(group);
                position = matcher.end();
            }
        }
    }

    private static SearchError wrong(String reason) {
        return SearchError.invalid(
                "Invalid expression: " + SearchError.printable(reason) + ". Parameter name: $filter");
    }
}
