package dev.onbehalf.tenant.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Revocations;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.http.Route;
import dev.onbehalf.tenant.policy.Policies;
import dev.onbehalf.tenant.policy.Policy;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code /admin/policies}, {@code /admin/consents} and {@code /admin/revocations}: who may, who must, who no longer. */
final class PoliciesApi {
    private static final Set<String> PUT = Set.of("PUT");
    private static final Set<String> DELETE = Set.of("DELETE");

    private final Policies policies;
    private final Directory directory;
    private final Clock clock;

    PoliciesApi(Policies policies, Directory directory, Clock clock) {
        this.policies = policies;
        this.directory = directory;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/admin/policies", "admin", call -> Reply.json(200, all())),
                Route.post("/admin/policies", "admin", this::require),
                Route.of(DELETE, "/admin/policies", "admin", this::remove),
                Route.of(PUT, "/admin/dialect", "admin", this::speak),
                Route.post("/admin/consents", "admin", this::grant),
                Route.of(DELETE, "/admin/consents", "admin", this::withdraw),
                Route.post("/admin/revocations", "admin", this::revoke));
    }

    private List<Map<String, Object>> all() {
        return policies.inForce().stream().map(PoliciesApi::told).toList();
    }

    private static Map<String, Object> told(Policy policy) {
        var told = new LinkedHashMap<String, Object>();
        told.put("id", policy.id());
        told.put("user", policy.user());
        told.put("resource", policy.resource());
        told.put("require", policy.require());
        return told;
    }

    /** {@code {"user","resource","require"}} */
    private Reply require(Call call) {
        ObjectNode body = AdminApi.body(call);
        Policy policy = policies.require(
                        AdminApi.text(body, "user"), AdminApi.text(body, "resource"), AdminApi.text(body, "require"))
                .orElseThrow(() -> new BadRequest("unknown user, resource or requirement"));
        return Reply.json(201, told(policy));
    }

    /** {@code {"user","resource","require"?}}, or without a body all of them. */
    private Reply remove(Call call) {
        if (call.body().length == 0) {
            policies.removeAll();
            return Reply.of(204);
        }
        ObjectNode body = AdminApi.body(call);
        boolean removed = policies.remove(
                AdminApi.text(body, "user"), AdminApi.text(body, "resource"), optional(body, "require"));
        return Reply.of(removed ? 204 : 404);
    }

    /** {@code {"error":"v1"}}: which words v2's token endpoint uses when a person is needed. */
    private Reply speak(Call call) {
        switch (AdminApi.text(AdminApi.body(call), "error")) {
            case "v1" -> policies.speak(1);
            case "v2" -> policies.speak(2);
            default -> throw new BadRequest("error is v1 or v2");
        }
        return Reply.of(204);
    }

    /** {@code {"user","client","resource","scopes":"User.Read Mail.Send"}}, as if the person or an administrator had. */
    private Reply grant(Call call) {
        ObjectNode body = AdminApi.body(call);
        Application resource = resource(AdminApi.text(body, "resource"));
        var scopes = new TreeSet<>(List.of(AdminApi.text(body, "scopes").trim().split("\\s+")));
        if (scopes.stream().anyMatch(name -> resource.scope(name).isEmpty())) {
            throw new BadRequest("unknown scope");
        }
        directory.consents().grant(person(body), client(body), resource, scopes);
        return Reply.of(204);
    }

    /** {@code {"user","client"}} */
    private Reply withdraw(Call call) {
        ObjectNode body = AdminApi.body(call);
        directory.consents().withdraw(person(body), client(body));
        return Reply.of(204);
    }

    /**
     * {@code {"user","reason"?}}: {@code revoked}, {@code password-changed} and {@code session-expired} void sessions
     * and all tokens; {@code policy-changed} only makes Graph ask for newer access tokens.
     */
    private Reply revoke(Call call) {
        ObjectNode body = AdminApi.body(call);
        String oid = person(body).oid();
        switch (optional(body, "reason").orElse("revoked")) {
            case "revoked" -> directory.revocations().revoke(oid, clock.instant(), Revocations.Reason.REVOKED);
            case "password-changed" ->
                directory.revocations().revoke(oid, clock.instant(), Revocations.Reason.PASSWORD_CHANGED);
            case "session-expired" ->
                directory.revocations().revoke(oid, clock.instant(), Revocations.Reason.SESSION_EXPIRED);
            case "policy-changed" -> directory.revocations().outdate(oid, clock.instant());
            default -> throw new BadRequest("unknown reason");
        }
        return Reply.of(204);
    }

    private Person person(ObjectNode body) {
        String user = AdminApi.text(body, "user");
        return directory
                .personNamed(user)
                .or(() -> directory.person(user))
                .orElseThrow(() -> new BadRequest("unknown user"));
    }

    private Application client(ObjectNode body) {
        return directory.application(AdminApi.text(body, "client")).orElseThrow(() -> new BadRequest("unknown client"));
    }

    private Application resource(String name) {
        return directory
                .resource(name.equals("graph") ? Directory.GRAPH : name)
                .orElseThrow(() -> new BadRequest("unknown resource"));
    }

    private static Optional<String> optional(ObjectNode body, String name) {
        return body.has(name) ? Optional.of(AdminApi.text(body, name)) : Optional.empty();
    }
}
