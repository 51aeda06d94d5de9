package dev.onbehalf.tenant.discovery;

import dev.onbehalf.tenant.directory.Authority;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.EntraError;
import dev.onbehalf.tenant.error.Incident;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.keys.SigningKeys;
import java.time.Clock;
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

    /** Tells MSAL which names this cloud goes by. */
    public Reply instance(Call call) {
        return publicly(call, () -> {
            String asked = call.query()
                    .value("authorization_endpoint")
                    .orElseThrow(() -> Aadsts.MISSING_PARAMETER.with("authorization_endpoint"));
            return new Instances(addresses).around(asked, addresses.authority(call));
        });
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
