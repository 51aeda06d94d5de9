package dev.onbehalf.tenant.access;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.keys.Jwt;
import dev.onbehalf.tenant.keys.SigningKeys;
import java.time.Clock;
import java.util.Optional;

/** Verifies access tokens for one resource. */
public final class AccessTokens {
    private static final long SKEW_SECONDS = 300;

    private final String resource;
    private final Directory directory;
    private final SigningKeys keys;
    private final Addresses addresses;
    private final Clock clock;

    /** @param resource an App ID URI of the resource that the tokens must be for */
    public AccessTokens(String resource, Directory directory, SigningKeys keys, Addresses addresses, Clock clock) {
        this.resource = resource;
        this.directory = directory;
        this.keys = keys;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Why a token is refused. The message never repeats what is in it. */
    public static final class Unacceptable extends RuntimeException {
        Unacceptable(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Who calls.
     *
     * @param person empty for an application in its own name
     * @param client the application that asked for the token
     */
    public record Caller(Tenant tenant, Optional<Person> person, Application client, Jwt token) {}

    /** @throws Unacceptable when this is no valid token for the resource */
    public Caller verified(String bearer) {
        Jwt token = Jwt.parse(bearer).orElseThrow(() -> new Unacceptable("The token is malformed."));
        if (!token.isSignedBy(keys)) {
            throw new Unacceptable("The signature of the token is not valid.");
        }
        Tenant tenant = directory
                .tenant(String.valueOf(token.text("tid")))
                .filter(known -> addresses.isIssuerOf(token.text("iss"), known.id()))
                .orElseThrow(() -> new Unacceptable("The issuer of the token is not trusted."));
        requireAudience(token, tenant);
        requireTime(token);
        return new Caller(tenant, person(token), client(token), token);
    }

    private void requireAudience(Jwt token, Tenant tenant) {
        var wanted = directory.resource(resource, tenant).map(Application::clientId);
        var found =
                directory.resource(String.valueOf(token.text("aud")), tenant).map(Application::clientId);
        if (found.isEmpty() || !found.equals(wanted)) {
            throw new Unacceptable("The token is for another audience.");
        }
    }

    private void requireTime(Jwt token) {
        long now = clock.instant().getEpochSecond();
        if (token.seconds("exp") <= now || token.seconds("nbf") > now + SKEW_SECONDS) {
            throw new Unacceptable("The token has expired or is not valid yet.");
        }
    }

    private Optional<Person> person(Jwt token) {
        if (token.text("scp") == null) {
            return Optional.empty();
        }
        return Optional.of(directory
                .person(String.valueOf(token.text("oid")))
                .filter(directory::isEnabled)
                .orElseThrow(() -> new Unacceptable("The account is unknown or disabled.")));
    }

    private Application client(Jwt token) {
        String clientId = token.text("appid") != null ? token.text("appid") : token.text("azp");
        return directory
                .application(String.valueOf(clientId))
                .orElseThrow(() -> new Unacceptable("The calling application is unknown."));
    }
}
