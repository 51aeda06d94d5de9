package dev.onbehalf.tenant.graph;

import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.token.TokenIssuer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * OpenID Connect's userinfo, a Graph endpoint at Entra that nobody can extend.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/userinfo">UserInfo endpoint</a>
 */
final class UserInfo {
    private UserInfo() {}

    static Map<String, Object> of(GraphCaller caller, Directory directory) {
        caller.needsAnyOf("openid");
        Person person = caller.person();
        var members = new LinkedHashMap<String, Object>();
        // The subject of the client's id token, which is not that of the Graph token.
        members.put(
                "sub",
                directory
                        .application(caller.token().text("appid"))
                        .map(client -> TokenIssuer.pairwise(person, client))
                        .orElseGet(() -> caller.token().text("sub")));
        if (caller.scopes().contains("profile")) {
            members.put("name", person.displayName());
            members.put("family_name", person.surname());
            members.put("given_name", person.givenName());
        }
        members.put("picture", "https://graph.microsoft.com/v1.0/me/photo/$value");
        if (caller.scopes().contains("email") && person.mail() != null) {
            members.put("email", person.mail());
        }
        return members;
    }
}
