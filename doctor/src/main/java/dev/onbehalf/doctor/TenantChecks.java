package dev.onbehalf.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.doctor.Finding.Broken;
import dev.onbehalf.doctor.Finding.Fine;
import dev.onbehalf.doctor.Finding.Unchecked;
import dev.onbehalf.doctor.TenantHttp.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Whether the tenant is there, is one tenant, publishes its keys, and has the same time. */
final class TenantChecks {

    private static final Set<String> NOBODYS = Set.of("common", "organizations", "consumers");
    private static final String WHERE =
            "Entra admin center → Overview → Tenant ID, or az account show --query tenantId";

    private final Settings settings;
    private final Tenant tenant;
    private final Clock clock;

    TenantChecks(Settings settings, Tenant tenant, Clock clock) {
        this.settings = settings;
        this.tenant = tenant;
        this.clock = clock;
    }

    /** Why nothing may be sent to this authority at all. */
    static List<Finding> refused(Settings settings) {
        return List.of(new Broken(
                "authority",
                settings.authorityHost() + " or " + settings.tokenAuthorityHost()
                        + " is not one of Microsoft's clouds; nothing was sent there",
                "Leave ENTRA_AUTHORITY_HOST and ENTRA_TOKEN_AUTHORITY_HOST out, or set https:// and one of "
                        + String.join(", ", new java.util.TreeSet<>(Clouds.HOSTS))
                        + ". A local tenant needs QUARKUS_PROFILE=demo or dev."));
    }

    List<Finding> all() {
        return switch (tenant.metadata()) {
            case Reply.Silence silence -> List.of(new Broken("authority", silence.why(), silence.remedy()));
            case Reply.Answer answer
            when answer.status() == 200 && Tenant.json(answer.body()).has("issuer") ->
                List.of(
                        new Fine("authority", settings.authorityHost() + " answers for tenant " + settings.tenantId()),
                        issuer(Tenant.json(answer.body())),
                        keys(),
                        clock(answer));
            case Reply.Answer refusal -> List.of(noMetadata(refusal), clock(refusal));
        };
    }

    private Finding noMetadata(Reply.Answer refusal) {
        int number = Tenant.number(refusal.body());
        if (number == 90002 || number == 900023) {
            return new Broken(
                    "authority",
                    "there is no tenant " + settings.tenantId() + " (AADSTS" + number + ")",
                    "Set ENTRA_TENANT_ID to " + WHERE + ".");
        }
        return new Broken(
                "authority",
                settings.authorityHost() + " answers " + refusal.status() + " where its metadata should be",
                "Leave ENTRA_AUTHORITY_HOST out unless the tenant is in a national cloud; a proxy may be in the way.");
    }

    private Finding issuer(JsonNode metadata) {
        String issuer = metadata.path("issuer").asText();
        String own = settings.authorityHost() + "/" + settings.tenantId() + "/v2.0";
        if (NOBODYS.contains(settings.tenantId()) || issuer.contains("{tenantid}")) {
            return new Broken(
                    "issuer",
                    settings.tenantId() + " stands for many tenants: people of all of them could sign in",
                    "Set ENTRA_TENANT_ID to the GUID of yours: " + WHERE + ".");
        }
        if (!issuer.equals(own)) {
            return new Broken(
                    "issuer",
                    "tokens are issued by " + issuer + ", the applications accept only " + own,
                    "Set ENTRA_TENANT_ID to the GUID in that issuer, not to a domain, in lower case.");
        }
        return settings.text("quarkus.oidc.token.issuer")
                .filter(accepted -> !accepted.equals(own))
                .<Finding>map(
                        accepted -> new Broken(
                                "issuer",
                                "web-frontend accepts the issuer " + accepted + ", the tenant's is " + own,
                                "Leave QUARKUS_OIDC_TOKEN_ISSUER and QUARKUS_OIDC_AUTH_SERVER_URL out: they follow ENTRA_TENANT_ID."))
                .orElseGet(() -> new Fine("issuer", own + ", this tenant's own, version 2"));
    }

    private Finding keys() {
        if (tenant.keys() instanceof Reply.Answer answer && answer.status() == 200) {
            long keys = StreamSupport.stream(
                            Tenant.json(answer.body()).path("keys").spliterator(), false)
                    .filter(key -> key.path("kty").asText().equals("RSA"))
                    .count();
            if (keys > 0) {
                return new Fine("signing keys", keys + " published");
            }
        }
        return new Broken(
                "signing keys",
                "none can be fetched from " + settings.authorityHost() + "/" + settings.tenantId()
                        + "/discovery/v2.0/keys",
                "orders-api could verify no token. Let it call that address: firewall, proxy.");
    }

    private Finding clock(Reply.Answer answer) {
        try {
            Instant theirs = ZonedDateTime.parse(answer.date(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            // The header has whole seconds and was written somewhere between question and answer.
            Duration apart = Duration.between(
                            theirs, clock.instant().minus(answer.took().dividedBy(2)))
                    .abs();
            long seconds = Math.max(0, apart.toSeconds() - 1);
            return seconds <= settings.clockSkew().toSeconds()
                    ? new Fine("clock", "at most " + (seconds + 1) + " s from the tenant's")
                    : new Broken(
                            "clock",
                            "this machine's clock is " + seconds
                                    + " s from the tenant's; tokens look expired or not yet" + " valid",
                            "Synchronise it: timedatectl set-ntp true (Windows: w32tm /resync).");
        } catch (DateTimeParseException absent) {
            return new Unchecked("clock", "not checked: the tenant's answer has no Date");
        }
    }
}
