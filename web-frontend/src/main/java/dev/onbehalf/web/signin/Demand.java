package dev.onbehalf.web.signin;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** What the redirect to the tenant that ends this request is to ask for. */
record Demand(JsonObject claims, String loginHint) {

    private static final String KEY = Demand.class.getName();
    private static final Demand NOTHING = new Demand(new JsonObject(), "");

    void attachTo(RoutingContext request) {
        request.put(KEY, this);
    }

    static Demand of(RoutingContext request) {
        Demand demand = request.get(KEY);
        return demand == null ? NOTHING : demand;
    }
}
