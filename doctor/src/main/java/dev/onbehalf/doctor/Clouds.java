package dev.onbehalf.doctor;

import java.net.URI;
import java.util.Set;

/**
 * Where a credential may be sent: the rule of both applications, which refuse to start otherwise.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud">National clouds</a>
 */
final class Clouds {

    /** Those that both applications accept. */
    static final Set<String> HOSTS =
            Set.of("login.microsoftonline.com", "login.microsoftonline.us", "login.partner.microsoftonline.cn");

    private static final Set<String> PROFILES_WITH_A_LOCAL_TENANT = Set.of("dev", "test", "demo");

    private Clouds() {}

    static boolean allows(URI authority, Settings settings) {
        return isMicrosofts(authority) || settings.profiles().stream().anyMatch(PROFILES_WITH_A_LOCAL_TENANT::contains);
    }

    static boolean isMicrosofts(URI authority) {
        return HOSTS.stream().anyMatch(host -> authority.equals(URI.create("https://" + host)));
    }
}
