package dev.onbehalf.doctor;

/** What one check came to. Nothing secret is ever in one: a finding is printed, logged and served as health data. */
public sealed interface Finding {

    /** The check, in one to three words; unique within its section. */
    String check();

    /** What was seen. */
    String detail();

    /** As it should be. */
    record Fine(String check, String detail) implements Finding {}

    /** Works, but should be changed, or soon will not work. */
    record Doubtful(String check, String detail, String remedy) implements Finding {}

    /** Does not work, or is not safe. */
    record Broken(String check, String detail, String remedy) implements Finding {}

    /** Could not be looked at, and why. */
    record Unchecked(String check, String detail) implements Finding {}
}
