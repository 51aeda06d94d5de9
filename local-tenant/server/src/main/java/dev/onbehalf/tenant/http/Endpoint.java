package dev.onbehalf.tenant.http;

/** What answers a route. */
@FunctionalInterface
public interface Endpoint {
    Reply answer(Call call);
}
