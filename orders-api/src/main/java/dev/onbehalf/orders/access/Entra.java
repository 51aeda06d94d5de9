package dev.onbehalf.orders.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The tenant, its registrations and how this API talks to it. Identity has no defaults: a missing value stops the start. */
@ConfigMapping(prefix = "entra")
public interface Entra {

    /** Scheme and host of the authority; the issuer and the signing keys hang below it. */
    @WithDefault("https://login.microsoftonline.com")
    URI authorityHost();

    /** The same host as MSAL4J must see it: https only. */
    @WithDefault("${entra.authority-host}")
    URI tokenAuthorityHost();

    /** What precedes {@code /{tid}/} in the issuer of v1 tokens. */
    @WithDefault("https://sts.windows.net")
    URI stsHost();

    String tenantId();

    String apiClientId();

    @WithDefault("api://${entra.api-client-id}")
    String apiAppIdUri();

    Optional<String> webClientId();

    /** Further tenants whose users may call; the own one always may. */
    Optional<Set<String>> furtherTenants();

    /** Client ids that may call beside the web frontend: daemons with an app role. */
    Optional<Set<String>> daemonClientIds();

    /** A PEM file with one more CA for the authority and for Graph. Unset in production. */
    Optional<Path> caFile();

    /** How far clocks may differ. */
    @WithDefault("60s")
    Duration clockSkew();

    @WithDefault("3s")
    Duration connectTimeout();

    @WithDefault("8s")
    Duration readTimeout();

    Keys keys();

    /** The signing keys of the tenant (JWKS). */
    interface Keys {

        @WithDefault("60m")
        Duration refreshEvery();

        /** An unknown key id asks for the keys again, but no oftener than this: key ids are free to invent. */
        @WithDefault("30s")
        Duration refreshAtMostEvery();

        /** While the tenant is away, known keys go on working for this long. */
        @WithDefault("24h")
        Duration keepWhenUnreachable();
    }

    default boolean allowsTenant(String tid) {
        return tenantId().equals(tid) || furtherTenants().orElse(Set.of()).contains(tid);
    }

    default boolean allowsClient(String client) {
        return webClientId().filter(client::equals).isPresent()
                || daemonClientIds().orElse(Set.of()).contains(client);
    }

    default URI keysUri() {
        return URI.create(authorityHost() + "/" + tenantId() + "/discovery/v2.0/keys");
    }

    default String v1Issuer(String tid) {
        return stsHost() + "/" + tid + "/";
    }

    default String v2Issuer(String tid) {
        return authorityHost() + "/" + tid + "/v2.0";
    }
}
