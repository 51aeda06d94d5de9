package dev.onbehalf.web.signin;

import java.net.URI;
import java.net.URISyntaxException;

/** Where to go after a sign-in: always a place of this application, whatever a link or a Host header says. */
public final class LocalPath {

    public static final String HOME = "/";

    private LocalPath() {}

    /** Path and query of the address, without scheme and host; {@link #HOME} for anything that could lead elsewhere. */
    public static String of(String address) {
        if (address == null || address.length() > 2048) {
            return HOME;
        }
        try {
            URI uri = new URI(address);
            String path = uri.getRawPath();
            if (path == null || !path.startsWith("/") || path.startsWith("//") || path.contains("\\")) {
                return HOME;
            }
            return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        } catch (URISyntaxException notAnAddress) {
            return HOME;
        }
    }

    /** The same for what a link asks for: an address with a host of its own is not followed at all. */
    static String asked(String address) {
        return address != null && address.startsWith("/") ? of(address) : HOME;
    }
}
