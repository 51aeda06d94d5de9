package dev.onbehalf.tenant.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.fault.Fault;
import dev.onbehalf.tenant.fault.Faults;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.http.Route;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /admin/faults}: what goes wrong on the wire and in the directory. */
final class FaultsApi {
    private static final String PATH = "/admin/faults";
    private static final String DIRECTORY = "directory";
    private static final Duration USUAL_DELAY = Duration.ofSeconds(5);

    private final Faults faults;
    private final Directory directory;

    FaultsApi(Faults faults, Directory directory) {
        this.faults = faults;
        this.directory = directory;
    }

    List<Route> routes() {
        return List.of(
                Route.get(PATH, "admin", call -> Reply.json(200, all())),
                Route.post(PATH, "admin", this::add),
                Route.of(Set.of("DELETE"), PATH, "admin", this::remove));
    }

    private Map<String, Object> all() {
        var all = new LinkedHashMap<String, Object>();
        all.put("faults", faults.all().stream().map(FaultsApi::told).toList());
        all.put("deletedTenants", directory.deletedTenants());
        all.put("removedServicePrincipals", directory.removedServicePrincipals());
        return all;
    }

    private static Map<String, Object> told(Fault fault) {
        var told = new LinkedHashMap<String, Object>();
        told.put("target", fault.target());
        told.put("kind", fault.kind());
        told.put("status", fault.status());
        told.put("retryAfter", fault.retryAfter());
        told.put("delay", fault.delay().toString());
        told.put("times", fault.times());
        return told;
    }

    private Reply add(Call call) {
        ObjectNode body = AdminApi.body(call);
        String target = AdminApi.text(body, "target");
        String kind = AdminApi.text(body, "kind");
        if (target.equals(DIRECTORY)) {
            changeDirectory(kind, body);
        } else {
            addFault(target, kind, body);
        }
        return Reply.json(201, all());
    }

    private void addFault(String target, String kind, ObjectNode body) {
        try {
            faults.add(new Fault(
                    target,
                    Fault.Kind.named(kind).orElseThrow(() -> new BadRequest("unknown kind")),
                    number(body, "status"),
                    number(body, "retryAfter"),
                    delay(body),
                    number(body, "times")));
        } catch (IllegalArgumentException outOfRange) {
            throw new BadRequest(outOfRange.getMessage());
        }
    }

    private void changeDirectory(String kind, ObjectNode body) {
        Tenant tenant =
                directory.tenant(AdminApi.text(body, "tenant")).orElseThrow(() -> new BadRequest("unknown tenant"));
        switch (kind) {
            case "deleted-tenant" -> directory.deleteTenant(tenant);
            case "removed-service-principal" -> {
                Application application = directory
                        .application(AdminApi.text(body, "clientId"))
                        .orElseThrow(() -> new BadRequest("unknown application"));
                directory.removeServicePrincipal(application, tenant);
            }
            default -> throw new BadRequest("unknown kind");
        }
    }

    /** All faults, or with a body those of its target. */
    private Reply remove(Call call) {
        if (call.body().length == 0) {
            faults.clear();
            directory.restore();
            return Reply.of(204);
        }
        String target = AdminApi.text(AdminApi.body(call), "target");
        if (target.equals(DIRECTORY)) {
            directory.restore();
        } else {
            faults.remove(target);
        }
        return Reply.of(204);
    }

    private static Integer number(ObjectNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isInt()) {
            throw new BadRequest(name + " is a whole number");
        }
        return value.intValue();
    }

    private static Duration delay(ObjectNode body) {
        if (!body.has("delay")) {
            return USUAL_DELAY;
        }
        try {
            return Duration.parse(AdminApi.text(body, "delay"));
        } catch (DateTimeParseException noDuration) {
            throw new BadRequest("delay is an ISO 8601 duration such as PT5S");
        }
    }
}
