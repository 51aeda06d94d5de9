package dev.onbehalf.doctor;

import java.util.function.UnaryOperator;

/** What one check came to. Nothing secret is ever in one: a finding is printed, logged and served as health data. */
public sealed interface Finding {

    /** The check, in one to three words; unique within its section. */
    String check();

    /** What was seen. */
    String detail();

    /** The same with its texts rewritten. */
    Finding rewritten(UnaryOperator<String> text);

    /** As it should be. */
    record Fine(String check, String detail) implements Finding {
        @Override
        public Finding rewritten(UnaryOperator<String> text) {
            return new Fine(check, text.apply(detail));
        }
    }

    /** Works, but should be changed, or soon will not work. */
    record Doubtful(String check, String detail, String remedy) implements Finding {
        @Override
        public Finding rewritten(UnaryOperator<String> text) {
            return new Doubtful(check, text.apply(detail), text.apply(remedy));
        }
    }

    /** Does not work, or is not safe. */
    record Broken(String check, String detail, String remedy) implements Finding {
        @Override
        public Finding rewritten(UnaryOperator<String> text) {
            return new Broken(check, text.apply(detail), text.apply(remedy));
        }
    }

    /** Could not be looked at, and why. */
    record Unchecked(String check, String detail) implements Finding {
        @Override
        public Finding rewritten(UnaryOperator<String> text) {
            return new Unchecked(check, text.apply(detail));
        }
    }
}
