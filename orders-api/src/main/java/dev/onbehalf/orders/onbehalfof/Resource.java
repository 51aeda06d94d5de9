package dev.onbehalf.orders.onbehalfof;

import java.util.Set;
import java.util.TreeSet;

/** What is asked of the tenant: scopes of exactly one resource. */
record Resource(String audience, Set<String> scopes) {

    Resource {
        scopes = java.util.Collections.unmodifiableSet(new TreeSet<>(scopes));
    }

    /** @throws IllegalArgumentException when the scopes name no resource, or several (Entra's AADSTS28000) */
    static Resource of(String... scopes) {
        Set<String> audiences = new TreeSet<>();
        for (String scope : scopes) {
            int slash = scope.lastIndexOf('/');
            if (slash < 1 || !scope.contains("://")) {
                throw new IllegalArgumentException(
                        "@OnBehalfOf needs scopes with their resource, as in https://graph.microsoft.com/User.Read,"
                                + " not " + scope);
            }
            audiences.add(scope.substring(0, slash));
        }
        if (audiences.size() != 1) {
            throw new IllegalArgumentException("@OnBehalfOf takes scopes of one resource, not of " + audiences);
        }
        return new Resource(audiences.iterator().next(), Set.of(scopes));
    }

    /** As people call it. */
    String displayName() {
        return switch (audience) {
            case "https://graph.microsoft.com" -> "Microsoft Graph";
            case "https://search.azure.com" -> "Azure AI Search";
            default -> audience;
        };
    }
}
