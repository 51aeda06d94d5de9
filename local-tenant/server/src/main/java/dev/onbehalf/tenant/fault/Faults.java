package dev.onbehalf.tenant.fault;

import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Delivery;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.http.Route;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What goes wrong from now on. Of several faults at one target the oldest comes first. */
public final class Faults {
    private static final int MOST = 100;
    private static final int DRIPS = 10;

    private final Refusals refusals;
    private final List<Fault> faults = new ArrayList<>();

    public Faults(Addresses addresses, Clock clock) {
        this.refusals = new Refusals(addresses, clock);
    }

    public synchronized void add(Fault fault) {
        if (faults.size() == MOST) {
            throw new IllegalArgumentException("there are " + MOST + " faults already");
        }
        faults.add(fault);
    }

    public synchronized List<Fault> all() {
        return List.copyOf(faults);
    }

    public synchronized void clear() {
        faults.clear();
    }

    public synchronized void remove(String target) {
        faults.removeIf(fault -> fault.target().equals(target));
    }

    /** The next thing of these kinds that the chat model does wrong. */
    public synchronized Optional<Fault> nextOfChat(Set<Fault.Kind> kinds) {
        Optional<Fault> next =
                faults.stream().filter(fault -> kinds.contains(fault.kind())).findFirst();
        next.ifPresent(this::used);
        return next;
    }

    /** Answers a call, unless something goes wrong. */
    public Reply around(Route route, Call call) {
        Optional<Fault> onTheWire = take(route.target(), Fault.Place.WIRE);
        if (onTheWire.isPresent()) {
            call.notes().fault = onTheWire.get().kind().text();
            return befallen(onTheWire.get(), route, call);
        }
        Reply reply = route.endpoint().answer(call);
        return peek(route.target(), Fault.Place.TOKEN_ANSWER)
                .map(fault -> spoiled(fault, reply, call))
                .orElse(reply);
    }

    private Reply befallen(Fault fault, Route route, Call call) {
        return switch (fault.kind()) {
            case STATUS -> refusals.inWordsOf(fault.target(), fault, call);
            case HTML -> refusals.page(fault);
            case TEXT -> refusals.text(fault);
            case EMPTY -> refusals.empty(fault);
            case CLOSE -> Reply.of(500).by(Delivery.NEVER);
            case SLOW, SLOW_HEADERS -> route.endpoint().answer(call).by(new Delivery.Late(fault.delay()));
            case SLOW_BODY -> dripping(route.endpoint().answer(call), fault.delay());
            case CLAIMS_AS_OBJECT,
                    NO_CLIENT_INFO,
                    NO_DEFAULT_ECHO,
                    INVALID_ARGUMENTS,
                    UNKNOWN_TOOL,
                    CUT_STREAM,
                    ERROR_MID_STREAM,
                    LONG_PAUSE,
                    CONTENT_FILTER,
                    CONTEXT_LENGTH_EXCEEDED -> throw new IllegalStateException("not on the wire");
        };
    }

    private Reply spoiled(Fault fault, Reply reply, Call call) {
        return SpoiledTokenAnswer.of(reply, fault.kind())
                .map(spoiled -> {
                    used(fault);
                    call.notes().fault = fault.kind().text();
                    return spoiled;
                })
                .orElse(reply);
    }

    private static Reply dripping(Reply reply, Duration delay) {
        if (reply.delivery() instanceof Delivery.InPieces stream) {
            var pieces = new ArrayList<>(stream.pieces());
            pieces.set(0, new Delivery.Piece(pieces.getFirst().bytes(), delay));
            return reply.by(new Delivery.InPieces(pieces, stream.cut()));
        }
        byte[] body = reply.body();
        int size = Math.max(1, (body.length + DRIPS - 1) / DRIPS);
        var pieces = new ArrayList<Delivery.Piece>();
        for (int start = 0; start < body.length; start += size) {
            byte[] bytes = java.util.Arrays.copyOfRange(body, start, Math.min(body.length, start + size));
            pieces.add(new Delivery.Piece(bytes, delay.dividedBy(DRIPS)));
        }
        return reply.by(new Delivery.InPieces(pieces, false));
    }

    private synchronized Optional<Fault> take(String target, Fault.Place place) {
        Optional<Fault> next = peek(target, place);
        next.ifPresent(this::used);
        return next;
    }

    private synchronized Optional<Fault> peek(String target, Fault.Place place) {
        for (Fault fault : faults) {
            if (fault.target().equals(target) && fault.kind().place() == place) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private synchronized void used(Fault fault) {
        int index = faults.indexOf(fault);
        if (fault.times() == null || index < 0) {
            return;
        }
        if (fault.times() == 1) {
            faults.remove(index);
        } else {
            faults.set(index, fault.onceLess());
        }
    }
}
