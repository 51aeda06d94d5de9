package dev.onbehalf.doctor;

import dev.onbehalf.doctor.Finding.Broken;
import dev.onbehalf.doctor.Finding.Fine;
import dev.onbehalf.doctor.Finding.Unchecked;
import dev.onbehalf.doctor.Report.Section;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Examines one application or both. Takes seconds, and up to a minute when the tenant is away; asks it a dozen times. */
public final class Doctor {

    private final Optional<Settings> web;
    private final Optional<Settings> api;
    private final Clock clock;

    private Doctor(Optional<Config> web, Optional<Config> api, Clock clock) {
        this.web = web.map(Settings::new);
        this.api = api.map(Settings::new);
        this.clock = clock;
    }

    /** Of web-frontend, with its configuration. */
    public static Doctor ofWebFrontend(Config config) {
        return new Doctor(Optional.of(config), Optional.empty(), Clock.systemUTC());
    }

    /** Of orders-api, with its configuration. */
    public static Doctor ofOrdersApi(Config config) {
        return new Doctor(Optional.empty(), Optional.of(config), Clock.systemUTC());
    }

    /** Of both, each with its own configuration. */
    public static Doctor ofBoth(Config web, Config api, Clock clock) {
        return new Doctor(Optional.of(web), Optional.of(api), clock);
    }

    public Report examine() {
        Settings settings = api.or(() -> web).orElseThrow();
        List<Finding> ofTenant = new ArrayList<>();
        List<Finding> ofWeb = new ArrayList<>();
        List<Finding> ofApi = new ArrayList<>();
        try (TenantHttp http = new TenantHttp(settings)) {
            Tenant tenant = new Tenant(http, settings);
            ofTenant.addAll(tenant(settings, tenant));
            boolean itIs = isTheTenant(ofTenant);
            web.ifPresent(its -> {
                Tenant asIts = new Tenant(http, its);
                WebChecks checks = new WebChecks(its, asIts, new TokenChecks(its, asIts, clock));
                ofWeb.addAll(findings(itIs, checks.byThemselves(), checks::atTheTenant));
            });
            api.ifPresent(its -> {
                Tenant asIts = new Tenant(http, its);
                ApiChecks checks = new ApiChecks(its, asIts, new TokenChecks(its, asIts, clock), clock);
                ofApi.addAll(findings(itIs, checks.byThemselves(), checks::atTheTenant));
            });
        } catch (TenantHttp.CaFileUnusable unusable) {
            ofTenant.add(new Broken(
                    "CA file",
                    "entra.ca-file " + unusable.getMessage(),
                    "Set ENTRA_CA_FILE to a PEM file, or leave it out: Microsoft's certificates need none."));
        }
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("The tenant", ofTenant));
        sections.add(new Section("web-frontend", ofWeb));
        sections.add(new Section("orders-api", ofApi));
        sections.removeIf(section -> section.findings().isEmpty());
        return new Report(subject(settings), sections)
                .rewritten(new Redaction(Stream.of(web, api).flatMap(Optional::stream)));
    }

    private List<Finding> tenant(Settings settings, Tenant tenant) {
        boolean allowed = List.of(settings.authorityHost(), settings.tokenAuthorityHost()).stream()
                .allMatch(host -> Clouds.allows(host, settings));
        if (!allowed) {
            return TenantChecks.refused(settings);
        }
        if (settings.text(Settings.TENANT_ID).isEmpty()) {
            return List.of(new Unchecked("authority", "not checked: ENTRA_TENANT_ID names no tenant"));
        }
        return new TenantChecks(settings, tenant, clock).all();
    }

    /** Only then is it worth asking it, and safe to show it a credential. */
    private static boolean isTheTenant(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> Set.of("authority", "issuer").contains(finding.check()))
                .allMatch(Fine.class::isInstance);
    }

    private static List<Finding> findings(
            boolean tenantAnswers, List<Finding> byThemselves, Supplier<List<Finding>> atTheTenant) {
        List<Finding> findings = new ArrayList<>(byThemselves);
        if (tenantAnswers) {
            findings.addAll(atTheTenant.get());
        } else {
            findings.add(new Unchecked("at the tenant", "not checked: see above"));
        }
        return findings;
    }

    private static String subject(Settings settings) {
        URI authority = settings.authorityHost();
        return "tenant " + settings.tenantId() + " at " + authority + ", profile "
                + String.join(",", settings.profiles());
    }
}
