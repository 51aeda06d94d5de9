package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.keys.Jwt;
import dev.onbehalf.tenant.keys.SigningKey;
import dev.onbehalf.tenant.keys.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Writes tokens with Entra's claims. Which version an access token has is decided by the resource, not by the client. */
public final class TokenIssuer {
    /** More groups than this do not fit; the client is sent to Graph instead. */
    private static final int GROUPS_IN_A_TOKEN = 200;

    /** Browsers and servers limit the length of addresses. */
    private static final int GROUPS_IN_AN_ADDRESS = 5;

    private static final Duration ID_TOKEN_LIFE = Duration.ofMinutes(60);

    private final Directory directory;
    private final SigningKeys keys;
    private final Addresses addresses;
    private final Aio aio;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public TokenIssuer(Directory directory, SigningKeys keys, Addresses addresses, Aio aio, Clock clock) {
        this.directory = directory;
        this.keys = keys;
        this.addresses = addresses;
        this.aio = aio;
        this.clock = clock;
    }

    /** An access token and how long it lives. */
    public record Issued(String token, Duration life, boolean continuouslyEvaluated) {
        @Override
        public String toString() {
            return "Issued[***]";
        }
    }

    /** Who asks, with what proof, and what the client says it can do ({@code cp1}: handle claims challenges). */
    public record Asking(
            Tenant tenant, Application client, Credential credential, Set<String> capabilities, boolean inAnAddress) {
        public Asking(Tenant tenant, Application client, Credential credential, Set<String> capabilities) {
            this(tenant, client, credential, capabilities, false);
        }

        /** For tokens that travel in an address, where there is little room. */
        public static Asking inTheFrontChannel(
                Tenant tenant, Application client, Credential credential, Set<String> capabilities) {
            return new Asking(tenant, client, credential, capabilities, true);
        }
    }

    /** A token for a person's delegated permissions. */
    public Issued delegated(Asking asking, Person person, SignIn signIn, GrantedScopes granted) {
        Application resource = granted.requested().resource();
        boolean capable = resource.issues("xms_cc") && asking.capabilities().contains("cp1");
        // Only resources that hear of events at once get tokens that live long; others could not take them back.
        boolean cae = capable && resource.clientId().equals(Directory.GRAPH);
        Duration life = life(cae);
        var claims = start(asking, resource, granted.requested().identifier(), life);
        caller(claims, asking, resource);
        names(claims, person, resource.accessTokenVersion());
        if (resource.accessTokenVersion() == 1) {
            claims.put("acr", "1");
            claims.put("amr", signIn.methods());
            claims.put("ipaddr", "127.0.0.1");
        }
        claims.put("oid", person.oid());
        claims.put("scp", granted.claim());
        claims.put("sid", signIn.sessionId());
        claims.put("sub", pairwise(person, resource));
        roles(claims, person.rolesIn(resource.clientId()));
        if (resource.issues("acct")) {
            claims.put("acct", 0);
        }
        if (!signIn.contexts().isEmpty()) {
            claims.put("acrs", List.copyOf(signIn.contexts()));
        }
        if (capable) {
            claims.put("xms_cc", List.of("cp1"));
        }
        if (resource.issues("groups")) {
            groups(claims, person, asking);
        }
        claims.put("aio", aio.of(signIn, clock.instant()));
        return new Issued(signed(claims, resource), life, cae);
    }

    /** A token for an application's own permissions. */
    public Issued appOnly(Asking asking, Application resource, String identifier, Set<String> roles) {
        Duration life = life(false);
        String oid = Directory.servicePrincipal(asking.client(), asking.tenant());
        var claims = start(asking, resource, identifier, life);
        caller(claims, asking, resource);
        claims.put("oid", oid);
        claims.put("sub", oid);
        roles(claims, List.copyOf(roles));
        if (resource.issues("idtyp")) {
            claims.put("idtyp", "app");
        }
        return new Issued(signed(claims, resource), life, false);
    }

    /**
     * @param version the endpoint's: 1 or 2
     * @param extra {@code nonce}, {@code at_hash}, {@code c_hash}, {@code auth_time} where they apply
     */
    public String idToken(
            Asking asking, Person person, SignIn signIn, Set<String> scopes, int version, Map<String, Object> extra) {
        Application client = asking.client();
        Instant now = clock.instant();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("aud", client.clientId());
        claims.put("iss", issuer(asking.tenant(), version));
        times(claims, now, ID_TOKEN_LIFE);
        if (version == 1) {
            claims.put("amr", signIn.methods());
            names(claims, person, 1);
            claims.put("ipaddr", "127.0.0.1");
        } else if (scopes.contains("profile")) {
            names(claims, person, 2);
        }
        if (scopes.contains("email") && person.mail() != null) {
            claims.put("email", person.mail());
        }
        if (client.issues("login_hint")) {
            claims.put("login_hint", LoginHint.of(person));
        }
        claims.put("oid", person.oid());
        claims.put("sid", signIn.sessionId());
        claims.put("sub", pairwise(person, client));
        roles(claims, person.rolesIn(client.clientId()));
        if (client.issues("groups")) {
            groups(claims, person, asking);
        }
        claims.putAll(extra);
        end(claims, asking.tenant(), version);
        return Jwt.sign(header(version), claims, keys.current());
    }

    private Map<String, Object> start(Asking asking, Application resource, String identifier, Duration life) {
        var claims = new LinkedHashMap<String, Object>();
        int version = resource.accessTokenVersion();
        claims.put("aud", version == 1 ? identifier : resource.clientId());
        claims.put("iss", issuer(asking.tenant(), version));
        times(claims, clock.instant(), life);
        claims.put("tid", asking.tenant().id());
        return claims;
    }

    private static void times(Map<String, Object> claims, Instant now, Duration life) {
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("exp", now.plus(life).getEpochSecond());
    }

    private static void caller(Map<String, Object> claims, Asking asking, Application resource) {
        boolean v1 = resource.accessTokenVersion() == 1;
        claims.put(v1 ? "appid" : "azp", asking.client().clientId());
        claims.put(v1 ? "appidacr" : "azpacr", asking.credential().acr());
    }

    private static void names(Map<String, Object> claims, Person person, int version) {
        claims.put("name", person.displayName());
        if (version == 1) {
            claims.put("family_name", person.surname());
            claims.put("given_name", person.givenName());
            claims.put("unique_name", person.userPrincipalName());
            claims.put("upn", person.userPrincipalName());
        } else {
            claims.put("preferred_username", person.userPrincipalName());
        }
    }

    private static void roles(Map<String, Object> claims, List<String> roles) {
        if (!roles.isEmpty()) {
            claims.put("roles", roles);
        }
    }

    private void groups(Map<String, Object> claims, Person person, Asking asking) {
        List<String> groups = directory.groupsOf(person);
        if (asking.inAnAddress() && groups.size() > GROUPS_IN_AN_ADDRESS) {
            claims.put("hasgroups", true);
        } else if (groups.size() > GROUPS_IN_A_TOKEN) {
            String endpoint = "https://graph.windows.net/%s/users/%s/getMemberObjects"
                    .formatted(asking.tenant().id(), person.oid());
            claims.put("_claim_names", Map.of("groups", "src1"));
            claims.put("_claim_sources", Map.of("src1", Map.of("endpoint", endpoint)));
        } else if (!groups.isEmpty()) {
            claims.put("groups", groups);
        }
    }

    private String signed(Map<String, Object> claims, Application resource) {
        Tenant tenant = directory.tenant((String) claims.get("tid")).orElseThrow();
        end(claims, tenant, resource.accessTokenVersion());
        if (resource.clientId().equals(Directory.GRAPH)) {
            SigningKey key = keys.current();
            var header = new LinkedHashMap<String, Object>();
            header.put("typ", "JWT");
            header.put("nonce", random(32));
            header.put("alg", "RS256");
            header.put("x5t", key.id());
            header.put("kid", key.id());
            return Jwt.signForGraph(header, claims, key);
        }
        return Jwt.sign(header(resource.accessTokenVersion()), claims, keys.current());
    }

    private void end(Map<String, Object> claims, Tenant tenant, int version) {
        claims.put("tid", tenant.id());
        claims.put("uti", random(16));
        claims.put("rh", "1." + random(20) + ".");
        claims.putIfAbsent("aio", random(24));
        claims.put("ver", version + ".0");
    }

    private Map<String, Object> header(int version) {
        SigningKey key = keys.current();
        var header = new LinkedHashMap<String, Object>();
        header.put("typ", "JWT");
        header.put("alg", "RS256");
        if (version == 1) {
            header.put("x5t", key.id());
        }
        header.put("kid", key.id());
        return header;
    }

    private String issuer(Tenant tenant, int version) {
        return version == 1 ? addresses.v1Issuer(tenant.id()) : addresses.issuer(tenant.id());
    }

    /** 60 to 90 minutes, so that nobody relies on the hour; much longer when the token can be called back (CAE). */
    private static Duration life(boolean continuouslyEvaluated) {
        return continuouslyEvaluated
                ? Duration.ofSeconds(ThreadLocalRandom.current().nextLong(20 * 3600L, 28 * 3600L))
                : Duration.ofSeconds(ThreadLocalRandom.current().nextLong(60 * 60L, 90 * 60L));
    }

    /** A person is somebody else in each application, so that applications cannot compare notes. */
    public static String pairwise(Person person, Application application) {
        try {
            byte[] both = (person.oid() + "/" + application.clientId()).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(both));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String random(int bytes) {
        byte[] random = new byte[bytes];
        this.random.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
