package dev.onbehalf.tenant.discovery;

import dev.onbehalf.tenant.directory.Authority;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.EntraError;
import dev.onbehalf.tenant.error.Incident;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.keys.SigningKeys;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Metadata, keys and instance discovery: everything that any origin may read. */
public final class DiscoveryEndpoint {
    private final Directory directory;
    private final SigningKeys keys;
    private final Addresses addresses;
    private final Clock clock;

    public DiscoveryEndpoint(Directory directory, SigningKeys keys, Addresses addresses, Clock clock) {
        this.directory = directory;
        this.keys = keys;
        this.addresses = addresses;
        this.clock = clock;
    }

    public Reply v2(Call call) {
        return forAuthority(call, authority -> Metadata.v2(authority, addresses, addresses.authority(call)));
    }

    public Reply v1(Call call) {
        return forAuthority(call, authority -> Metadata.v1(authority, addresses, addresses.authority(call)));
    }

    /** {@code ?appid=} is accepted; no application here has keys of its own. */
    public Reply keysV2(Call call) {
        return forAuthority(call, authority -> KeySet.v2(keys.published(), addresses.issuer(authority.issuerTenant())));
    }

    public Reply keysV1(Call call) {
        return forAuthority(
                call, authority -> KeySet.v1(keys.published(), addresses.v1Issuer(authority.issuerTenant())));
    }

    private Reply forAuthority(Call call, Function<Authority, Object> document) {
        return publicly(call, () -> {
            Authority authority = Authority.of(call.segment("tenant"), directory);
            call.notes().tenant = authority.path();
            return document.apply(authority);
        });
    }

    /** Tells MSAL which names this cloud goes by: itself, with and without the port. */
    public Reply instance(Call call) {
        return publicly(call, () -> {
            String asked = call.query()
                    .value("authorization_endpoint")
                    .orElseThrow(() -> Aadsts.MISSING_PARAMETER.with("authorization_endpoint"));
            URI endpoint = httpUri(asked);
            String host = addresses.https().getHost();
            if (!host.equals(endpoint.getHost()) && !"127.0.0.1".equals(endpoint.getHost())) {
                throw Aadsts.UNKNOWN_INSTANCE.with();
            }
            return instances(addresses.authority(call), endpoint, host);
        });
    }

    private static URI httpUri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw Aadsts.UNKNOWN_INSTANCE.with();
        }
    }

    private static Map<String, Object> instances(String base, URI endpoint, String host) {
        String tenant = endpoint.getPath().replaceAll("^/|/.*$", "").isEmpty()
                ? "common"
                : endpoint.getPath().substring(1).replaceAll("/.*$", "");
        var instance = new LinkedHashMap<String, Object>();
        instance.put("preferred_network", host);
        instance.put("preferred_cache", host);
        instance.put("aliases", List.of(host, endpoint.getAuthority()));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("tenant_discovery_endpoint", base + "/" + tenant + "/v2.0/.well-known/openid-configuration");
        answer.put("api-version", "1.1");
        answer.put("metadata", List.of(instance));
        return answer;
    }

    private Reply publicly(Call call, java.util.function.Supplier<Object> document) {
        Reply reply;
        try {
            reply = Reply.json(200, document.get()).with("Cache-Control", "max-age=86400, private");
        } catch (EntraError error) {
            var incident = Incident.of(error, call, clock, addresses.authority(call));
            reply = Reply.json(400, incident.asJson());
        }
        // No Strict-Transport-Security: it would break every other application on localhost.
        return reply.with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Allow-Methods", "GET, OPTIONS")
                .with("X-Content-Type-Options", "nosniff")
                .with("x-ms-request-id", UUID.randomUUID().toString())
                .with("x-ms-ests-server", "2.1.0 - local-tenant");
    }

    /** CORS preflight of the documents above. */
    public Reply preflight(Call call) {
        return Reply.of(200)
                .with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Allow-Methods", "GET, OPTIONS")
                .with(
                        "Access-Control-Allow-Headers",
                        call.header("Access-Control-Request-Headers").orElse("*"))
                .with("Access-Control-Max-Age", "600");
    }
}
