package dev.onbehalf.orders.onbehalfof;

import dev.onbehalf.orders.onbehalfof.AssertionKeys.Key;
import dev.onbehalf.orders.onbehalfof.Exchange.Granted;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Ways to held tokens that do not lead through a map. With 100 000 users nothing of a map is in the processor's caches any
 * more, and each of the five objects that lead to an entry is waited for; here two arrays are, at the same time
 * (docs/benchmarks.md).
 *
 * <p>It forgets: a key has two places, and a third key that wants one of them gets it. So this is only ever asked before the
 * map, never instead of it. What it answers was put for that very key, under any number of threads.
 */
final class Shortcuts {

    private static final int PLACES_OF_A_KEY = 2;
    /** Half of the key, and the end. Other bits choose the place; so much of an HMAC tells keys apart (RFC 2104 §5). */
    private static final int WORDS_OF_A_PLACE = 3;

    /** Somebody is writing the words of this place. */
    private static final Granted WRITING = new Granted(null);

    /**
     * Of an array whose elements are known to be tokens. An {@code AtomicReferenceArray} casts what it answers, and for that
     * waits for the token's header, which is nowhere near: that took longer than both arrays.
     */
    private static final VarHandle TOKENS =
            MethodHandles.arrayElementVarHandle(Granted[].class).withInvokeExactBehavior();

    private final Granted[] tokens;
    private final AtomicLongArray words;

    /** @param places rounded up to a power of two; 28 bytes each */
    Shortcuts(long places) {
        int rounded = 1 << (64 - Long.numberOfLeadingZeros(Math.clamp(places, 16, 1 << 24) - 1));
        tokens = new Granted[rounded];
        words = new AtomicLongArray(rounded * WORDS_OF_A_PLACE);
    }

    /**
     * @param now epoch milliseconds
     * @return null when the map has to be asked
     */
    Granted find(Key key, long now) {
        int first = firstPlace(key);
        for (int place = first; place < first + PLACES_OF_A_KEY; place++) {
            Granted token = (Granted) TOKENS.getAcquire(tokens, place);
            if (token != null && token != WRITING && isOf(place, key) && now < end(place) && isStill(place, token)) {
                return token;
            }
        }
        return null;
    }

    /**
     * @param token an object of its own for each call: it is what tells one writing from another
     * @param end epoch milliseconds
     */
    void put(Key key, Granted token, long end) {
        int place = placeFor(key);
        Granted before = (Granted) TOKENS.getVolatile(tokens, place);
        if (before == WRITING || !TOKENS.compareAndSet(tokens, place, before, WRITING)) {
            return; // Somebody else wants it just now. One of us asks the map instead.
        }
        VarHandle.storeStoreFence();
        words.setOpaque(word(place), key.b());
        words.setOpaque(word(place) + 1, key.c());
        words.setOpaque(word(place) + 2, end);
        TOKENS.setRelease(tokens, place, token);
    }

    /** Must not run at the same time as {@link #put} of the same key. */
    void remove(Key key) {
        int first = firstPlace(key);
        for (int place = first; place < first + PLACES_OF_A_KEY; place++) {
            Granted token = (Granted) TOKENS.getAcquire(tokens, place);
            if (token != null && token != WRITING && isOf(place, key)) {
                TOKENS.compareAndSet(tokens, place, token, (Granted) null);
            }
        }
    }

    /** One that is free or its own, else the one whose token ends first. */
    private int placeFor(Key key) {
        int first = firstPlace(key);
        for (int place = first; place < first + PLACES_OF_A_KEY; place++) {
            if ((Granted) TOKENS.getAcquire(tokens, place) == null || isOf(place, key)) {
                return place;
            }
        }
        return end(first) <= end(first + 1) ? first : first + 1;
    }

    private int firstPlace(Key key) {
        return (int) key.a() & (tokens.length - PLACES_OF_A_KEY);
    }

    private boolean isOf(int place, Key key) {
        return words.getOpaque(word(place)) == key.b() && words.getOpaque(word(place) + 1) == key.c();
    }

    private long end(int place) {
        return words.getOpaque(word(place) + 2);
    }

    /** Whoever writes takes the token away first: one that is still there had the words that were read. */
    private boolean isStill(int place, Granted token) {
        VarHandle.acquireFence();
        return (Granted) TOKENS.getOpaque(tokens, place) == token;
    }

    private static int word(int place) {
        return place * WORDS_OF_A_PLACE;
    }
}
