package dev.onbehalf.doctor;

/** A value that must not be printed. */
record Secret(String value) {

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
