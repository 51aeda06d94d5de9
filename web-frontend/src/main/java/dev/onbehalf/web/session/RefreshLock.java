package dev.onbehalf.web.session;

/** The right to refresh one session, given back by closing it. */
public interface RefreshLock extends AutoCloseable {
    @Override
    void close();
}
