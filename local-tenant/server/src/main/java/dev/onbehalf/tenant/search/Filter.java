package dev.onbehalf.tenant.search;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An OData filter, parsed and checked against the schema.
 *
 * @see <a href="https://learn.microsoft.com/azure/search/search-query-odata-syntax-reference">Syntax</a>
 */
sealed interface Filter {
    /** Beyond this a filter is refused; the real service allows more. */
    int LONGEST = 16 * 1024;

    /** @param values the document's fields, and inside {@code any} and {@code all} the range variable */
    boolean matches(Map<String, Object> values);

    static Filter parse(String text) {
        if (text.length() > LONGEST) {
            throw SearchError.invalid("The filter is too long. Parameter name: $filter");
        }
        return new FilterParser(text).parse();
    }

    record Both(Filter left, Filter right) implements Filter {
        @Override
        public boolean matches(Map<String, Object> values) {
            return left.matches(values) && right.matches(values);
        }
    }

    record Either(Filter left, Filter right) implements Filter {
        @Override
        public boolean matches(Map<String, Object> values) {
            return left.matches(values) || right.matches(values);
        }
    }

    record Not(Filter inner) implements Filter {
        @Override
        public boolean matches(Map<String, Object> values) {
            return !inner.matches(values);
        }
    }

    /** A truth value by itself, {@code inStock} or {@code true}. */
    record Truth(Predicate<Map<String, Object>> value) implements Filter {
        @Override
        public boolean matches(Map<String, Object> values) {
            return value.test(values);
        }
    }

    /** @param operator {@code eq}, {@code ne}, {@code gt}, {@code ge}, {@code lt} or {@code le} */
    record Comparison(String field, String operator, Object literal) implements Filter {
        @Override
        public boolean matches(Map<String, Object> values) {
            Object value = values.get(field);
            if (operator.equals("eq") || operator.equals("ne")) {
                return operator.equals("eq") == java.util.Objects.equals(value, literal);
            }
            if (value == null || literal == null) {
                return false;
            }
            int order = order(value, literal);
            return switch (operator) {
                case "gt" -> order > 0;
                case "ge" -> order >= 0;
                case "lt" -> order < 0;
                default -> order <= 0;
            };
        }

        private static int order(Object value, Object literal) {
            return value instanceof Double number
                    ? number.compareTo((Double) literal)
                    : value.toString().compareTo(literal.toString());
        }
    }

    /** {@code search.in(field, 'a,b')} */
    record In(String field, Set<String> texts) implements Filter {
        @Override
        public boolean matches(Map<String, Object> values) {
            return values.get(field) instanceof String text && texts.contains(text);
        }
    }

    /**
     * {@code tags/any(t: …)} and {@code tags/all(t: …)}
     *
     * @param condition null for {@code tags/any()}
     */
    record Elements(String field, boolean all, String variable, Filter condition) implements Filter {
        @Override
        public boolean matches(Map<String, Object> values) {
            List<?> elements = (List<?>) values.get(field);
            if (condition == null) {
                return !elements.isEmpty();
            }
            Predicate<Object> holds = element -> condition.matches(Map.of(variable, element));
            return all ? elements.stream().allMatch(holds) : elements.stream().anyMatch(holds);
        }
    }
}
