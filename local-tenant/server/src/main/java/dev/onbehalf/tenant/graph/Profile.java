package dev.onbehalf.tenant.graph;

import dev.onbehalf.tenant.directory.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A person as Graph describes them: nulls are written out, {@code $select} narrows. */
final class Profile {
    private static final String CONTEXT = "https://graph.microsoft.com/v1.0/$metadata#";

    private Profile() {}

    static Map<String, Object> of(Person person, Optional<String> select) {
        var all = members(person);
        if (select.isEmpty()) {
            var profile = new LinkedHashMap<String, Object>();
            profile.put("@odata.context", CONTEXT + "users/$entity");
            profile.putAll(all);
            return profile;
        }
        List<String> wanted = List.of(select.get().split("\\s*,\\s*"));
        var profile = new LinkedHashMap<String, Object>();
        profile.put("@odata.context", CONTEXT + "users(" + String.join(",", wanted) + ")/$entity");
        for (String member : wanted) {
            if (!all.containsKey(member)) {
                throw GraphError.badRequest("Could not find a property named '%s' on type 'microsoft.graph.user'."
                        .formatted(member.replaceAll("[^A-Za-z0-9_]", "?")));
            }
            profile.put(member, all.get(member));
        }
        return profile;
    }

    /** The person as an object in a directory: what {@code /me/manager} answers. */
    static Map<String, Object> asDirectoryObject(Person person) {
        var object = new LinkedHashMap<String, Object>();
        object.put("@odata.context", CONTEXT + "directoryObjects/$entity");
        object.put("@odata.type", "#microsoft.graph.user");
        object.putAll(members(person));
        return object;
    }

    private static Map<String, Object> members(Person person) {
        var members = new LinkedHashMap<String, Object>();
        members.put("businessPhones", person.businessPhones());
        members.put("displayName", person.displayName());
        members.put("givenName", person.givenName());
        members.put("jobTitle", person.jobTitle());
        members.put("mail", person.mail());
        members.put("mobilePhone", person.mobilePhone());
        members.put("officeLocation", person.officeLocation());
        members.put("preferredLanguage", person.preferredLanguage());
        members.put("surname", person.surname());
        members.put("userPrincipalName", person.userPrincipalName());
        members.put("id", person.oid());
        return members;
    }
}
