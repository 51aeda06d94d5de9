package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Person;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;

/** {@code client_info}: by which account MSAL files its tokens. Without it different people evict one another. */
public final class ClientInfo {
    private ClientInfo() {}

    public static String of(Person person, Tenant tenant) {
        var info = new LinkedHashMap<String, String>();
        info.put("uid", person.oid());
        info.put("utid", tenant.id());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(info).getBytes(StandardCharsets.UTF_8));
    }
}
