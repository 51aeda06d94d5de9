package dev.onbehalf.tenant.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.tenant.TenantClock;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.fault.Faults;
import dev.onbehalf.tenant.graph.Outbox;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Endpoint;
import dev.onbehalf.tenant.http.Json;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.http.Route;
import dev.onbehalf.tenant.http.Routes;
import dev.onbehalf.tenant.keys.SigningKeys;
import dev.onbehalf.tenant.policy.Policies;
import dev.onbehalf.tenant.token.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** JSON on a port of its own. Every request carries {@code X-Local-Tenant: admin}. */
public final class AdminApi implements Endpoint {
    private final Directory directory;
    private final SigningKeys keys;
    private final Audit audit;
    private final TokenForge forge;
    private final TenantClock clock;
    private final Runnable reset;
    private final AdminGuard guard;
    private final AdminPage page = new AdminPage();
    private final Routes routes;

    public AdminApi(
            URI admin,
            Directory directory,
            Policies policies,
            Credentials credentials,
            SigningKeys keys,
            Audit audit,
            TokenForge forge,
            Faults faults,
            Outbox outbox,
            TenantClock clock,
            Runnable reset) {
        this.directory = directory;
        this.keys = keys;
        this.audit = audit;
        this.forge = forge;
        this.clock = clock;
        this.reset = reset;
        this.guard = new AdminGuard(admin);
        var all = new ArrayList<>(new FaultsApi(faults, directory).routes());
        all.addAll(new PoliciesApi(policies, directory, clock).routes());
        all.addAll(new CredentialsApi(credentials, directory).routes());
        all.addAll(List.of(
                Route.get("/admin/audit", "admin", call -> Reply.json(200, audit.entries())),
                Route.of(Set.of("DELETE"), "/admin/audit", "admin", this::clearAudit),
                Route.get("/admin/users", "admin", this::users),
                Route.get("/admin/clock", "admin", call -> Reply.json(200, time())),
                Route.of(Set.of("PUT"), "/admin/clock", "admin", this::moveClock),
                Route.post("/admin/keys/rotate", "admin", this::rotateKeys),
                Route.post("/admin/tokens", "admin", this::forgeToken),
                Route.get("/admin/outbox", "admin", call -> Reply.json(200, outbox.all())),
                Route.of(Set.of("PUT"), "/admin/users", "admin", this::enable),
                Route.post("/admin/reset", "admin", this::reset)));
        this.routes = new Routes(all, (route, call) -> route.endpoint().answer(call));
    }

    @Override
    public Reply answer(Call call) {
        Optional<Reply> shown = page.answer(call);
        if (shown.isPresent()) {
            return guard.refusalOfName(call).orElseGet(shown::get);
        }
        return guard.refusal(call).orElseGet(() -> {
            try {
                return routes.answer(call);
            } catch (BadRequest wrong) {
                return Reply.json(400, Map.of("error", wrong.getMessage()));
            }
        });
    }

    private Reply clearAudit(Call call) {
        audit.clear();
        return Reply.of(204);
    }

    private Reply users(Call call) {
        return Reply.json(200, directory.people().stream().map(this::user).toList());
    }

    private Map<String, Object> user(Person person) {
        var user = new LinkedHashMap<String, Object>();
        user.put("userPrincipalName", person.userPrincipalName());
        user.put("password", person.password());
        user.put("oid", person.oid());
        user.put("tenantId", directory.tenantOf(person).id());
        user.put("displayName", person.displayName());
        user.put("description", person.description());
        user.put("enabled", directory.isEnabled(person));
        return user;
    }

    private Reply enable(Call call) {
        ObjectNode body = body(call);
        Person person = person(body);
        if (!body.path("enabled").isBoolean()) {
            throw new BadRequest("the member enabled is missing");
        }
        if (body.get("enabled").booleanValue()) {
            directory.enable(person);
        } else {
            directory.disable(person);
        }
        return Reply.json(200, user(person));
    }

    private Map<String, Object> time() {
        return Map.of(
                "now", clock.instant().toString(), "offset", clock.offset().toString());
    }

    private Reply moveClock(Call call) {
        String offset = text(body(call), "offset");
        try {
            clock.moveTo(Duration.parse(offset));
            return Reply.json(200, Map.of("now", clock.instant().toString()));
        } catch (DateTimeParseException noDuration) {
            throw new BadRequest("offset is an ISO 8601 duration such as PT1H");
        }
    }

    private Reply rotateKeys(Call call) {
        JsonNode overlap = body(call).path("overlap");
        keys.rotate(overlap.isMissingNode() || overlap.asBoolean());
        return Reply.json(200, Map.of("kid", keys.current().id()));
    }

    /** {@code header} and {@code claims} are objects, or texts that are taken as they are. */
    private Reply forgeToken(Call call) {
        ObjectNode body = body(call);
        String name = body.path("signature").asText("valid");
        var signature = TokenForge.Signature.named(name).orElseThrow(() -> new BadRequest("unknown signature"));
        JsonNode header = body.path("header");
        JsonNode claims = body.path("claims");
        String headerText =
                header.isTextual() ? header.textValue() : Json.write(forge.completed(map(header), signature));
        String claimsText = claims.isTextual() ? claims.textValue() : Json.write(map(claims));
        return Reply.json(200, Map.of("token", forge.forgeRaw(headerText, claimsText, signature)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(JsonNode node) {
        return node.isObject() ? Json.MAPPER.convertValue(node, LinkedHashMap.class) : Map.of();
    }

    private Reply reset(Call call) {
        reset.run();
        return Reply.of(204);
    }

    private Person person(ObjectNode body) {
        String user = text(body, "user");
        return directory
                .personNamed(user)
                .or(() -> directory.person(user))
                .orElseThrow(() -> new BadRequest("unknown user"));
    }

    static String text(ObjectNode body, String name) {
        if (!body.path(name).isTextual()) {
            throw new BadRequest("the member " + name + " is missing");
        }
        return body.get(name).textValue();
    }

    static ObjectNode body(Call call) {
        return Json.object(new String(call.body(), StandardCharsets.UTF_8))
                .orElseThrow(() -> new BadRequest("the body is no JSON object"));
    }
}
