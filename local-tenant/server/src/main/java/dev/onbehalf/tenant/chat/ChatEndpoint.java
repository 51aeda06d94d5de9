package dev.onbehalf.tenant.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onbehalf.tenant.access.AccessTokens;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.fault.Fault;
import dev.onbehalf.tenant.fault.Fault.Kind;
import dev.onbehalf.tenant.fault.Faults;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Delivery;
import dev.onbehalf.tenant.http.Delivery.Piece;
import dev.onbehalf.tenant.http.Json;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.keys.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Chat completions as Azure OpenAI and OpenAI speak them. */
public final class ChatEndpoint {
    /** The key of the service, in {@code api-key} or as a bearer. */
    public static final String KEY = "local-tenant-chat-key";

    /** The resource that tokens must be for. */
    public static final String RESOURCE = "https://cognitiveservices.azure.com";

    private static final String DEPLOYMENTS = "(?i)(gpt|o\\d|phi|llama|mistral|assistant|local)[a-z0-9._:-]{0,60}";
    private static final Set<Kind> BEFORE = EnumSet.of(Kind.CONTENT_FILTER, Kind.CONTEXT_LENGTH_EXCEEDED);
    private static final Set<Kind> OF_TOOL_CALLS = EnumSet.of(Kind.INVALID_ARGUMENTS, Kind.UNKNOWN_TOOL);
    private static final Set<Kind> OF_STREAMS = EnumSet.of(Kind.CUT_STREAM, Kind.ERROR_MID_STREAM, Kind.LONG_PAUSE);

    private final AccessTokens tokens;
    private final Faults faults;
    private final Clock clock;

    public ChatEndpoint(Directory directory, SigningKeys keys, Addresses addresses, Faults faults, Clock clock) {
        this.tokens = new AccessTokens(RESOURCE, directory, keys, addresses, clock);
        this.faults = faults;
        this.clock = clock;
    }

    /** {@code /openai/v1/chat/completions}: Azure, the model is in the body. */
    public Reply azure(Call call) {
        return answered(call, true, null);
    }

    /** {@code /openai/deployments/{deployment}/chat/completions} */
    public Reply deployment(Call call) {
        return answered(call, true, call.segment("deployment"));
    }

    /** {@code /v1/chat/completions}: OpenAI. */
    public Reply plain(Call call) {
        return answered(call, false, null);
    }

    private Reply answered(Call call, boolean azure, String deployment) {
        try {
            authenticate(call);
            return completion(call, azure, deployment).with("x-ratelimit-remaining-requests", "999");
        } catch (ChatError error) {
            call.notes().error = error.code();
            return Reply.json(error.status(), error.body());
        }
    }

    private void authenticate(Call call) {
        String key = call.header("api-key").or(call::bearer).orElseThrow(ChatError::unauthorized);
        if (key.equals(KEY)) {
            return;
        }
        try {
            var caller = tokens.verified(key);
            call.notes().token = caller.token().forAudit();
            call.notes().user = caller.token().text("oid");
            call.notes().clientId = caller.client().clientId();
        } catch (AccessTokens.Unacceptable unacceptable) {
            throw ChatError.unauthorized();
        }
    }

    private Reply completion(Call call, boolean azure, String deployment) {
        ObjectNode body = Json.object(new String(call.body(), StandardCharsets.UTF_8))
                .orElseThrow(() -> ChatError.invalid(null, "We could not parse the JSON body of your request."));
        if (deployment != null) {
            call.query().value("api-version").orElseThrow(ChatError::noDeployment);
            body.put("model", deployment);
        }
        if (!body.path("model").asText("").matches(DEPLOYMENTS)) {
            throw body.has("model") ? ChatError.noDeployment() : ChatError.invalid("model", "you must provide a model");
        }
        var request = ChatRequest.of(body);
        befallen(BEFORE, call);
        Turn turn = Planner.next(request);
        if (turn instanceof Turn.Use use) {
            turn = faults.nextOfChat(OF_TOOL_CALLS)
                    .map(fault -> noted(fault, call))
                    .<Turn>map(fault -> spoiled(use, fault.kind()))
                    .orElse(use);
        }
        String seed = UUID.nameUUIDFromBytes(call.body()).toString();
        var answer = new ChatAnswer(request, turn, seed, clock.instant(), azure);
        return request.stream() ? streamed(answer, call) : Reply.json(200, answer.whole());
    }

    private void befallen(Set<Kind> kinds, Call call) {
        faults.nextOfChat(kinds).map(fault -> noted(fault, call)).ifPresent(fault -> {
            throw fault.kind() == Kind.CONTENT_FILTER ? ChatError.filtered() : ChatError.tooLong();
        });
    }

    private static Fault noted(Fault fault, Call call) {
        call.notes().fault = fault.kind().text();
        return fault;
    }

    private static Turn.Use spoiled(Turn.Use use, Kind kind) {
        var calls = new ArrayList<>(use.calls());
        Turn.ToolCall first = calls.getFirst();
        calls.set(
                0,
                kind == Kind.UNKNOWN_TOOL
                        ? new Turn.ToolCall("launch_rocket", first.arguments())
                        : new Turn.ToolCall(first.name(), "{\"query\": \"unfinished"));
        return new Turn.Use(calls);
    }

    private Reply streamed(ChatAnswer answer, Call call) {
        List<Piece> events = new ArrayList<>(answer.events());
        boolean cut = false;
        var fault = faults.nextOfChat(OF_STREAMS).map(found -> noted(found, call));
        if (fault.isPresent()) {
            int middle = events.size() / 2;
            if (fault.get().kind() == Kind.LONG_PAUSE) {
                Duration pause = fault.get().delay();
                events.set(middle, new Piece(events.get(middle).bytes(), pause));
            } else {
                events = new ArrayList<>(events.subList(0, middle));
                cut = fault.get().kind() == Kind.CUT_STREAM;
            }
            if (fault.get().kind() == Kind.ERROR_MID_STREAM) {
                events.add(ChatAnswer.event("{\"error\":{\"message\":\"The server had an error while processing your"
                        + " request.\",\"type\":\"server_error\",\"param\":null,\"code\":null}}"));
            }
        }
        return Reply.bytes("text/event-stream; charset=utf-8", new byte[0])
                .with("Cache-Control", "no-cache")
                .by(new Delivery.InPieces(events, cut));
    }
}
