package dev.onbehalf.tenant;

/** The local tenant cannot start because something else listens on one of its ports. */
public final class PortTaken extends RuntimeException {
    private final int port;

    PortTaken(int port, Throwable cause) {
        super("Port " + port + " is taken: is another local tenant running? Stop it, or choose another port.", cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
