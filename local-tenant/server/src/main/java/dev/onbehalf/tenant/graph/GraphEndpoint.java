package dev.onbehalf.tenant.graph;

import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.keys.SigningKeys;
import dev.onbehalf.tenant.token.Aio;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Microsoft Graph v1.0, as much of it as is called on behalf of a person here. */
public final class GraphEndpoint {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final String DIAGNOSTIC =
            "{\"ServerInfo\":{\"DataCenter\":\"Local Tenant\",\"Slice\":\"E\",\"Ring\":\"1\",\"ScaleUnit\":\"000\",\"RoleInstance\":\"LOCAL\"}}";

    private final Directory directory;
    private final Addresses addresses;
    private final Clock clock;
    private final GraphCaller.Verifier verifier;
    private final Photos photos = new Photos();
    private final Memberships memberships;
    private final Outbox outbox;

    public GraphEndpoint(
            Directory directory, SigningKeys keys, Addresses addresses, Aio aio, Outbox outbox, Clock clock) {
        this.addresses = addresses;
        this.directory = directory;
        this.memberships = new Memberships(directory, addresses);
        this.outbox = outbox;
        this.clock = clock;
        this.verifier = new GraphCaller.Verifier(directory, keys, addresses, aio, clock);
    }

    public Reply me(Call call) {
        return forPerson(call, caller -> {
            caller.needsAnyOf("User.Read", "User.Read.All");
            return Reply.json(200, Profile.of(caller.person(), call.query().value("$select")));
        });
    }

    public Reply manager(Call call) {
        return forPerson(call, caller -> {
            caller.needsAnyOf("User.Read", "User.Read.All");
            Person manager = directory
                    .personNamed(String.valueOf(caller.person().manager()))
                    .orElseThrow(
                            () -> GraphError.notFound(
                                    "Request_ResourceNotFound",
                                    "Resource 'manager' does not exist or one of its queried reference-property objects are not present."));
            return Reply.json(200, Profile.asDirectoryObject(manager));
        });
    }

    public Reply photo(Call call) {
        return forPerson(call, caller -> {
            Photos.Photo photo = photoOf(caller);
            var members = new LinkedHashMap<String, Object>();
            members.put(
                    "@odata.context",
                    "https://graph.microsoft.com/v1.0/$metadata#users('%s')/photo/$entity"
                            .formatted(caller.person().oid()));
            members.put("@odata.mediaContentType", "image/png");
            members.put("@odata.mediaEtag", photo.etag());
            members.put("id", Photos.SIZE + "x" + Photos.SIZE);
            members.put("height", Photos.SIZE);
            members.put("width", Photos.SIZE);
            return Reply.json(200, members);
        });
    }

    public Reply photoBytes(Call call) {
        return forPerson(call, caller -> {
            Photos.Photo photo = photoOf(caller);
            boolean known =
                    call.header("If-None-Match").filter(photo.etag()::equals).isPresent();
            return (known ? Reply.of(304) : Reply.bytes("image/png", photo.bytes())).with("ETag", photo.etag());
        });
    }

    private Photos.Photo photoOf(GraphCaller caller) {
        caller.needsAnyOf("User.Read", "User.Read.All");
        return photos.of(caller.person())
                .orElseThrow(
                        () -> GraphError.notFound(
                                "ImageNotFound",
                                "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown."));
    }

    public Reply memberOf(Call call) {
        return forPerson(call, caller -> memberships.list(caller, call));
    }

    /** {@code getMemberGroups} and {@code getMemberObjects}: nobody here has directory roles. */
    public Reply memberIds(Call call) {
        return forPerson(call, caller -> memberships.ids(caller, call));
    }

    public Reply sendMail(Call call) {
        return forPerson(call, caller -> {
            if (!caller.scopes().contains("Mail.Send")) {
                throw GraphError.accessDenied();
            }
            outbox.add(Mail.of(caller.person(), call.body(), clock.instant()));
            return Reply.of(202);
        });
    }

    /** OpenID Connect's userinfo is a Graph endpoint at Entra. */
    public Reply userinfo(Call call) {
        return forPerson(call, caller -> Reply.json(200, UserInfo.of(caller, directory)));
    }

    private Reply forPerson(Call call, Function<GraphCaller, Reply> answer) {
        try {
            GraphCaller caller = verifier.of(call);
            if (caller.person() == null) {
                throw GraphError.badRequest("/me request is only valid with delegated authentication flow.");
            }
            return withHeaders(answer.apply(caller), call);
        } catch (GraphError error) {
            call.notes().error = error.code();
            Reply refused = withHeaders(Reply.json(error.status(), body(error, call)), call);
            return error.status() == 401 ? refused.with("WWW-Authenticate", challenge(error, call)) : refused;
        }
    }

    /** Base64 keeps the quotes of the claims out of the header. */
    private String challenge(GraphError error, Call call) {
        return error.claims()
                .map(claims -> Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8)))
                .map(claims ->
                        "Bearer realm=\"\", authorization_uri=\"%s/common/oauth2/authorize\", client_id=\"%s\", error=\"insufficient_claims\", claims=\"%s\""
                                .formatted(addresses.authority(call), Directory.GRAPH, claims))
                .orElse("Bearer realm=\"\"");
    }

    private Map<String, Object> body(GraphError error, Call call) {
        var inner = new LinkedHashMap<String, Object>();
        inner.put("date", DATE.format(clock.instant()));
        inner.put("request-id", UUID.randomUUID().toString());
        inner.put("client-request-id", clientRequestId(call));
        var members = new LinkedHashMap<String, Object>();
        members.put("code", error.code());
        members.put("message", error.getMessage());
        members.put("innerError", inner);
        return Map.of("error", members);
    }

    private static Reply withHeaders(Reply reply, Call call) {
        return reply.with("request-id", UUID.randomUUID().toString())
                .with("client-request-id", clientRequestId(call))
                .with("x-ms-ags-diagnostic", DIAGNOSTIC)
                .with("Cache-Control", "private");
    }

    private static String clientRequestId(Call call) {
        return call.header("client-request-id")
                .filter(id -> id.matches("[A-Za-z0-9-]{1,64}"))
                .orElseGet(() -> UUID.randomUUID().toString());
    }
}
