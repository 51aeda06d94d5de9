package dev.onbehalf.tenant.http;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Finds the route of a call. The first that matches wins. */
public final class Routes implements Endpoint {

    /** What stands between the route and its endpoint: audit, faults, errors. */
    @FunctionalInterface
    public interface Around {
        Reply answer(Route route, Call call);
    }

    private final List<Route> routes;
    private final Around around;

    public Routes(List<Route> routes, Around around) {
        this.routes = List.copyOf(routes);
        this.around = around;
    }

    @Override
    public Reply answer(Call call) {
        String[] path = call.path().split("/", -1);
        var allowed = new TreeSet<String>();
        for (Route route : routes) {
            var variables = route.match(path);
            if (variables.isPresent()) {
                if (route.methods().contains(call.method())) {
                    call.matched(variables.get());
                    return around.answer(route, call);
                }
                allowed.addAll(route.methods());
            }
        }
        return allowed.isEmpty() ? Reply.text(404, "Not found\n") : notAllowed(call, allowed);
    }

    private static Reply notAllowed(Call call, TreeSet<String> allowed) {
        String methods = String.join(", ", allowed);
        return Arrays.asList("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
                        .contains(call.method())
                ? Reply.text(405, "Method not allowed\n").with("Allow", methods)
                : Reply.text(501, "Not implemented\n");
    }
}
