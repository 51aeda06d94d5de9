package dev.onbehalf.orders.onbehalfof;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends one call of another API that takes too long. The REST client's own timeout starts anew with each byte, and it
 * waits for ever when a connection is cut in the middle of a body.
 */
final class CallLimit {

    private static final ThreadLocal<CallLimit> OF_THIS_CALL = new ThreadLocal<>();
    private static final ScheduledExecutorService ALARMS = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("call-limits").factory());

    private final Thread caller = Thread.currentThread();
    private Future<?> alarm;
    private boolean ended;
    private boolean exceeded;

    /** To be {@linkplain #end() ended} by the same thread. */
    static CallLimit prepare() {
        CallLimit limit = new CallLimit();
        OF_THIS_CALL.set(limit);
        return limit;
    }

    /**
     * Lets the time of the call that this thread has prepared run.
     *
     * @param abort ends what goes on at the network
     */
    static void start(Duration limit, Runnable abort) {
        CallLimit call = OF_THIS_CALL.get();
        if (call != null) {
            call.startOf(limit, abort);
        }
    }

    private synchronized void startOf(Duration limit, Runnable abort) {
        alarm = ALARMS.schedule(() -> exceed(abort), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void exceed(Runnable abort) {
        if (!ended) {
            exceeded = true;
            caller.interrupt();
            abort.run();
        }
    }

    /** @return whether the call was ended by its limit; the thread is then no longer interrupted */
    synchronized boolean end() {
        ended = true;
        OF_THIS_CALL.remove();
        if (alarm != null) {
            alarm.cancel(false);
        }
        if (exceeded) {
            Thread.interrupted();
        }
        return exceeded;
    }
}
