package dev.onbehalf.orders.access;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A response's body, given up with an {@link IOException} when it is longer than allowed. */
final class LimitedBody implements BodySubscriber<String> {

    private final BodySubscriber<String> body = BodySubscribers.ofString(StandardCharsets.UTF_8);
    private Flow.Subscription subscription;
    private long left;

    private LimitedBody(long most) {
        this.left = most;
    }

    /** @param most bytes */
    static BodySubscriber<String> ofText(long most) {
        return new LimitedBody(most);
    }

    @Override
    public CompletionStage<String> getBody() {
        return body.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        body.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        left -= item.stream().mapToLong(ByteBuffer::remaining).sum();
        if (left < 0) {
            subscription.cancel();
            body.onError(new IOException("The body is longer than allowed"));
        } else {
            body.onNext(item);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.onError(failure);
    }

    @Override
    public void onComplete() {
        body.onComplete();
    }
}
