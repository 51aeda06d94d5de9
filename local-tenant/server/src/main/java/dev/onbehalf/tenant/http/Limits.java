package dev.onbehalf.tenant.http;

import java.time.Duration;

/** What a stranger may send. Beyond these the connection gets an error or is closed. */
public final class Limits {
    /** Request line and headers: room for a {@code state} of 2 kB and an access token, not for abuse. */
    public static final int HEADER_BYTES = 16 * 1024;

    /** Room for an assertion of a user in 200 groups, and for a chat conversation. */
    public static final int BODY_BYTES = 256 * 1024;

    public static final int FORM_FIELDS = 128;
    /** From the first byte of a request to the end of its headers, however the bytes come. */
    public static final Duration HEAD = Duration.ofSeconds(15);

    public static final Duration IDLE = Duration.ofSeconds(30);

    /** Slower senders are cut off, so that a few of them cannot hold every connection. */
    public static final int MIN_BYTES_PER_SECOND = 64;

    public static final int CONNECTIONS = 2_000;

    private Limits() {}
}
