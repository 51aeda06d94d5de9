package dev.onbehalf.orders.order;

/** The mailbox of the signed-in user. */
public interface Mailbox {

    /** @throws dev.onbehalf.orders.problem.ProblemException when no address of the user is known, or nobody answers */
    Holder holder();

    /**
     * Sends a mail from the user to the user.
     *
     * @throws Unconfirmed when it may have been sent
     * @throws RuntimeException any other when it was surely not
     */
    void sendToSelf(Holder self, String subject, String html);

    /** Whose mailbox it is. @param language as the profile prefers it, a BCP 47 tag; or null */
    record Holder(String address, String language) {

        @Override
        public String toString() {
            return "Holder[***]";
        }
    }

    /** The mail may have been taken, or not: the answer is missing. */
    final class Unconfirmed extends RuntimeException {

        public Unconfirmed(RuntimeException reason) {
            super("It is not known whether the mail was sent", reason, false, false);
        }

        /** As it would have been told to the caller. */
        public RuntimeException reason() {
            return (RuntimeException) getCause();
        }
    }
}
