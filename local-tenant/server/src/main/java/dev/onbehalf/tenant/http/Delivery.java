package dev.onbehalf.tenant.http;

import java.time.Duration;
import java.util.List;

/** How the bytes of an answer travel. Nearly always at once; streams and faults have other ways. */
public sealed interface Delivery {
    Delivery AT_ONCE = new AtOnce();
    Delivery NEVER = new Never();

    /** Everything in one piece, with its length. */
    record AtOnce() implements Delivery {}

    /** Nothing, not even a status line, before this time has passed. */
    record Late(Duration pause) implements Delivery {}

    /**
     * Status and headers first, then piece by piece without a length.
     *
     * @param cut whether the connection is closed after the last piece as if the sender had died
     */
    record InPieces(List<Piece> pieces, boolean cut) implements Delivery {
        public InPieces {
            pieces = List.copyOf(pieces);
        }
    }

    /** The connection is closed without an answer. */
    record Never() implements Delivery {}

    /** @param before the pause before these bytes are sent */
    record Piece(byte[] bytes, Duration before) {
        public static Piece of(byte[] bytes) {
            return new Piece(bytes, Duration.ZERO);
        }
    }
}
