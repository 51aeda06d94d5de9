package dev.onbehalf.tenant.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last messages that were sent, newest last. */
public final class Outbox {
    private static final int KEPT = 200;

    private final Deque<Mail> mails = new ArrayDeque<>();

    synchronized void add(Mail mail) {
        if (mails.size() == KEPT) {
            mails.removeFirst();
        }
        mails.addLast(mail);
    }

    public synchronized List<Mail> all() {
        return List.copyOf(mails);
    }

    public synchronized void clear() {
        mails.clear();
    }
}
