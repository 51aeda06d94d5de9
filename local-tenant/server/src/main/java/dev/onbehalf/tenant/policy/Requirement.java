package dev.onbehalf.tenant.policy;

import dev.onbehalf.tenant.error.Aadsts;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a policy can require, under the word by which the admin API knows it. */
public enum Requirement {
    MFA("mfa", Remedy.SECOND_FACTOR, Aadsts.MFA_REQUIRED),
    MFA_ENROLMENT("mfa-enrolment", Remedy.SECOND_FACTOR, Aadsts.MFA_ENROLMENT_REQUIRED),
    STRONG_AUTHENTICATION("strong-authentication", Remedy.SECOND_FACTOR, Aadsts.STRONG_AUTHENTICATION_REQUIRED),
    /** {@code acrs:c1}: the authentication context that follows the colon. */
    CONTEXT("acrs", Remedy.SECOND_FACTOR, Aadsts.MFA_REQUIRED),
    /** {@code sign-in-frequency:PT1H}: a sign-in no longer ago. */
    SIGN_IN_FREQUENCY("sign-in-frequency", Remedy.PASSWORD, Aadsts.SIGN_IN_TOO_LONG_AGO),
    BLOCK("block", Remedy.NONE, Aadsts.BLOCKED),
    COMPLIANT_DEVICE("compliant-device", Remedy.NONE, Aadsts.DEVICE_NOT_COMPLIANT),
    JOINED_DEVICE("joined-device", Remedy.NONE, Aadsts.DEVICE_NOT_JOINED),
    ASSIGNMENT("assignment", Remedy.NONE, Aadsts.USER_NOT_ASSIGNED),
    NO_LOOP("no-loop", Remedy.NONE, Aadsts.CLIENT_LOOP),
    FEWER_REQUESTS("fewer-requests", Remedy.NONE, Aadsts.THROTTLED);

    /** What a person at the front door can do about it. */
    public enum Remedy {
        SECOND_FACTOR,
        PASSWORD,
        NONE
    }

    private final String word;
    private final Remedy remedy;
    private final Aadsts refusal;

    Requirement(String word, Remedy remedy, Aadsts refusal) {
        this.word = word;
        this.remedy = remedy;
        this.refusal = refusal;
    }

    static Optional<Requirement> named(String word) {
        for (Requirement requirement : values()) {
            if (requirement.word.equals(word)) {
                return Optional.of(requirement);
            }
        }
        return Optional.empty();
    }

    String word() {
        return word;
    }

    public Remedy remedy() {
        return remedy;
    }

    Aadsts refusal() {
        return refusal;
    }

    /** Whether what follows the colon makes sense for this word. */
    boolean understands(String detail) {
        return switch (this) {
            case CONTEXT -> detail != null && detail.matches("c([1-9]|[1-9]\\d)");
            case SIGN_IN_FREQUENCY -> detail != null && isDuration(detail);
            case MFA,
                    MFA_ENROLMENT,
                    STRONG_AUTHENTICATION,
                    BLOCK,
                    COMPLIANT_DEVICE,
                    JOINED_DEVICE,
                    ASSIGNMENT,
                    NO_LOOP,
                    FEWER_REQUESTS -> detail == null;
        };
    }

    private static boolean isDuration(String text) {
        try {
            return Duration.parse(text).isPositive();
        } catch (DateTimeParseException none) {
            return false;
        }
    }

    boolean isMet(String detail, Evidence evidence, Instant now) {
        return switch (this) {
            case MFA, MFA_ENROLMENT, STRONG_AUTHENTICATION -> evidence.secondFactor();
            case CONTEXT -> evidence.contexts().contains(detail);
            case SIGN_IN_FREQUENCY ->
                !evidence.signedInAt().plus(Duration.parse(detail)).isBefore(now);
            case BLOCK, COMPLIANT_DEVICE, JOINED_DEVICE, ASSIGNMENT, NO_LOOP, FEWER_REQUESTS -> false;
        };
    }
}
