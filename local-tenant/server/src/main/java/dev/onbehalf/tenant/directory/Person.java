package dev.onbehalf.tenant.directory;

import java.util.List;
import java.util.Map;

/**
 * @param oid object id, the same in every application of the tenant
 * @param tenant name of the home tenant
 * @param groups how many groups the person is a member of; ids are derived
 * @param roles app roles by client id of the application that defines them
 * @param consented whether the person has consented to what the applications ask for at first
 * @param photo name of an image in this package's {@code photos}, or null
 */
public record Person(
        String oid,
        String tenant,
        String userPrincipalName,
        String password,
        boolean enabled,
        String displayName,
        String givenName,
        String surname,
        String jobTitle,
        String mail,
        String mobilePhone,
        List<String> businessPhones,
        String officeLocation,
        String preferredLanguage,
        String manager,
        String photo,
        int groups,
        Map<String, List<String>> roles,
        boolean consented,
        String description) {

    public Person {
        businessPhones = businessPhones == null ? List.of() : List.copyOf(businessPhones);
        roles = roles == null ? Map.of() : Map.copyOf(roles);
    }

    public List<String> rolesIn(String clientId) {
        return roles.getOrDefault(clientId, List.of());
    }

    /** Names and passwords stay out of logs. */
    @Override
    public String toString() {
        return "Person[" + oid + "]";
    }
}
