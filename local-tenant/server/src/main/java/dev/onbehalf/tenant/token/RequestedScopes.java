package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.error.Aadsts;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a {@code scope} parameter asks for: scopes of one resource, and those of OpenID Connect beside them.
 *
 * @param identifier the resource as the client named it; a v1 token repeats it as its audience
 * @param names scopes without the resource's prefix; empty for {@code .default}
 * @param everything {@code .default}: all that was consented
 */
public record RequestedScopes(
        Set<String> openId, Application resource, String identifier, Set<String> names, boolean everything) {
    private static final Set<String> OPEN_ID = Set.of("openid", "profile", "email", "offline_access");
    private static final String DEFAULT = ".default";
    private static final int LONGEST = 4096;

    public static RequestedScopes parse(String scope, Tenant tenant, Directory directory) {
        if (scope.length() > LONGEST) {
            throw Aadsts.INVALID_SCOPE.with("(too long)");
        }
        var openId = new LinkedHashSet<String>();
        var names = new LinkedHashSet<String>();
        String identifier = null;
        for (String item : scope.trim().split("\\s+")) {
            if (OPEN_ID.contains(item)) {
                openId.add(item);
                continue;
            }
            Item parsed = Item.parse(item);
            if (identifier != null && !sameResource(identifier, parsed.identifier(), tenant, directory)) {
                throw (parsed.name().equals(DEFAULT) ? Aadsts.SEVERAL_DEFAULTS : Aadsts.SEVERAL_RESOURCES).with(scope);
            }
            identifier = identifier == null ? parsed.identifier() : identifier;
            names.add(parsed.name());
        }
        return of(scope, openId, names, identifier == null ? Directory.GRAPH : identifier, tenant, directory);
    }

    private static RequestedScopes of(
            String scope,
            Set<String> openId,
            Set<String> names,
            String identifier,
            Tenant tenant,
            Directory directory) {
        Application resource = directory
                .resource(identifier, tenant)
                .orElseThrow(() -> Aadsts.UNKNOWN_RESOURCE.with(identifier, tenant.name()));
        boolean everything = names.remove(DEFAULT);
        if (everything && !names.isEmpty()) {
            throw Aadsts.DEFAULT_MIXED.with(scope);
        }
        for (String name : names) {
            resource.scope(name).orElseThrow(() -> Aadsts.INVALID_SCOPE.with(name));
        }
        return new RequestedScopes(openId, resource, identifier, names, everything);
    }

    /** v1 names the resource in a parameter of its own and always gets everything. */
    public static RequestedScopes everythingOf(String identifier, Tenant tenant, Directory directory) {
        Application resource = directory
                .resource(identifier, tenant)
                .orElseThrow(() -> Aadsts.UNKNOWN_RESOURCE.with(identifier, tenant.name()));
        return new RequestedScopes(Set.of("openid", "profile", "offline_access"), resource, identifier, Set.of(), true);
    }

    private static boolean sameResource(String one, String other, Tenant tenant, Directory directory) {
        return one.equals(other)
                || directory.resource(one, tenant).equals(directory.resource(other, tenant))
                        && directory.resource(one, tenant).isPresent();
    }

    public boolean asks(String openIdScope) {
        return openId.contains(openIdScope);
    }

    /** False for a request that only signs somebody in. */
    public boolean reachesResource() {
        return everything || !names.isEmpty();
    }

    public boolean isForGraph() {
        return resource.clientId().equals(Directory.GRAPH);
    }

    /** One scope, taken apart at its last slash; without one it is Graph's. */
    private record Item(String identifier, String name) {
        static Item parse(String item) {
            int slash = item.lastIndexOf('/');
            String name = item.substring(slash + 1);
            if (!name.matches("[A-Za-z0-9._:-]{1,120}") || slash == 0) {
                throw Aadsts.INVALID_SCOPE.with(item);
            }
            return new Item(slash < 0 ? Directory.GRAPH : item.substring(0, slash), name);
        }
    }
}
