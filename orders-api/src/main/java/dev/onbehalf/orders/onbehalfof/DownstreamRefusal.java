package dev.onbehalf.orders.onbehalfof;

import java.time.Duration;

/** The cause of a problem about which {@link OnBehalfOfCalls} can do something. */
final class DownstreamRefusal extends RuntimeException {

    /** What the called API wants. */
    sealed interface Wish {

        /** Another token: this one is not accepted, without a reason. */
        record AnotherToken() implements Wish {}

        /** A user who has done more, or again, for the sign-in (CAE). @param claims JSON for the next sign-in */
        record MoreClaims(String claims) implements Wish {}

        /** To be asked again later. */
        record Patience(Duration delay) implements Wish {}
    }

    private final transient Wish wish;

    DownstreamRefusal(Wish wish) {
        super(null, null, false, false);
        this.wish = wish;
    }

    Wish wish() {
        return wish;
    }
}
