package dev.onbehalf.tenant.directory;

import dev.onbehalf.tenant.error.Aadsts;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tenant segment of an address: one tenant, or {@code common}, {@code organizations}, {@code consumers}.
 *
 * @param tenant the tenant, when the segment names one
 */
public record Authority(String segment, Optional<Tenant> tenant) {
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+");

    /** The tenant of personal Microsoft accounts. Nobody lives in it here. */
    public static final String CONSUMERS_ID = "9188040d-6c67-4c5b-b112-36a304b66dad";

    public static Authority of(String segment, Directory directory) {
        return switch (segment) {
            case "common", "organizations", "consumers" -> new Authority(segment, Optional.empty());
            default -> new Authority(segment, Optional.of(tenant(segment, directory)));
        };
    }

    private static Tenant tenant(String segment, Directory directory) {
        if (!GUID.matcher(segment).matches() && !DOMAIN.matcher(segment).matches()) {
            throw Aadsts.MALFORMED_TENANT.with(shortened(segment));
        }
        return directory.tenant(segment).orElseThrow(() -> Aadsts.UNKNOWN_TENANT.with(segment));
    }

    private static String shortened(String segment) {
        return segment.length() <= 64 ? segment : segment.substring(0, 64);
    }

    /** Whether people of this tenant may sign in here. Nobody lives in {@code consumers}. */
    public boolean admits(String tenantId) {
        return tenant.map(only -> only.id().equals(tenantId)).orElse(!segment.equals("consumers"));
    }

    /** What stands in the endpoints of this authority's documents: the GUID, also when the domain was asked for. */
    public String path() {
        return tenant.map(Tenant::id).orElse(segment);
    }

    /** What stands in the issuer: the tenant, or a placeholder that clients must fill with the token's {@code tid}. */
    public String issuerTenant() {
        return tenant.map(Tenant::id).orElse(segment.equals("consumers") ? CONSUMERS_ID : "{tenantid}");
    }
}
