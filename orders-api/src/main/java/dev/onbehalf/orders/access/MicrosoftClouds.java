package dev.onbehalf.orders.access;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The authorities this API believes outside of development. Whoever can change the authority can make anybody's token,
 * so it is a list in the code, not a setting.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud">National clouds</a>
 */
final class MicrosoftClouds {

    static final Set<String> AUTHORITIES = Set.of(
            "login.microsoftonline.com",
            "login.microsoftonline.us",
            "login.partner.microsoftonline.cn",
            "login.chinacloudapi.cn");
    static final Set<String> STS = Set.of("sts.windows.net", "sts.chinacloudapi.cn");

    private static final Set<String> PROFILES_WITH_A_LOCAL_TENANT = Set.of("dev", "test", "demo");

    private MicrosoftClouds() {}

    /** Why a start with this value is refused; empty when it is not. */
    static Optional<String> refusal(String setting, URI host, Set<String> allowed, Set<String> profiles) {
        if (profiles.stream().anyMatch(PROFILES_WITH_A_LOCAL_TENANT::contains) || isOnList(host, allowed)) {
            return Optional.empty();
        }
        return Optional.of(setting + "=" + host + " is not one of Microsoft's clouds. Set it to https:// and one of "
                + String.join(", ", new TreeSet<>(allowed))
                + ", or leave it out. (Other hosts are accepted in the profiles dev, test and demo only.)");
    }

    private static boolean isOnList(URI host, Set<String> allowed) {
        return allowed.stream().anyMatch(name -> host.equals(URI.create("https://" + name)));
    }
}
