package dev.onbehalf.web.signin;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What must be known of the tenant and of the two registrations in it. */
@Singleton
class Registration {

    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private final String tenantId;
    private final Map<String, Optional<String>> required = new LinkedHashMap<>();

    Registration(
            @ConfigProperty(name = "entra.tenant-id") Optional<String> tenantId,
            @ConfigProperty(name = "entra.web-client-id") Optional<String> webClientId,
            @ConfigProperty(name = "entra.web-client-secret") Optional<String> webClientSecret,
            @ConfigProperty(name = "entra.api-client-id") Optional<String> apiClientId) {
        this.tenantId = tenantId.orElse("");
        required.put("entra.web-client-id", webClientId);
        required.put("entra.web-client-secret", webClientSecret);
        required.put("entra.api-client-id", apiClientId);
    }

    List<String> objections() {
        // A name such as "common" would let in people of every tenant, and its issuer is a template.
        Stream<String> tenant = tenantId.matches(GUID)
                ? Stream.empty()
                : Stream.of("entra.tenant-id must be the tenant's GUID (Entra admin center, Overview, Tenant ID).");
        Stream<String> missing = required.entrySet().stream()
                .filter(setting -> setting.getValue().isEmpty())
                .map(setting -> setting.getKey() + " must be set (environment variable "
                        + setting.getKey().toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_") + ").");
        return Stream.concat(tenant, missing).toList();
    }
}
