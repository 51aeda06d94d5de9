package dev.onbehalf.tenant.discovery;

import dev.onbehalf.tenant.error.Aadsts;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Under which names the clouds are known: Microsoft's as it publishes them, and this one before them. */
final class Instances {
    /** Names of one cloud: network, cache, then all. */
    private static final List<List<String>> MICROSOFT = List.of(
            List.of(
                    "login.microsoftonline.com",
                    "login.windows.net",
                    "login.microsoftonline.com",
                    "login.windows.net",
                    "login.microsoft.com",
                    "sts.windows.net"),
            List.of(
                    "login.partner.microsoftonline.cn",
                    "login.partner.microsoftonline.cn",
                    "login.partner.microsoftonline.cn",
                    "login.chinacloudapi.cn"),
            List.of("login.microsoftonline.de", "login.microsoftonline.de", "login.microsoftonline.de"),
            List.of(
                    "login.microsoftonline.us",
                    "login.microsoftonline.us",
                    "login.microsoftonline.us",
                    "login.usgovcloudapi.net"),
            List.of("login-us.microsoftonline.com", "login-us.microsoftonline.com", "login-us.microsoftonline.com"));

    private final Addresses addresses;

    Instances(Addresses addresses) {
        this.addresses = addresses;
    }

    /**
     * @param authorizationEndpoint of the authority that a client was configured with
     * @param door the address at which it asked
     * @throws dev.onbehalf.tenant.error.EntraError 50049 for a host of no cloud
     */
    Map<String, Object> around(String authorizationEndpoint, String door) {
        URI endpoint = httpUri(authorizationEndpoint);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("tenant_discovery_endpoint", base(endpoint, door) + metadataPath(endpoint));
        answer.put("api-version", "1.1");
        answer.put("metadata", metadata(endpoint));
        return answer;
    }

    /** Clients that were told Microsoft's name and rewrite it on the way hear it again. */
    private String base(URI endpoint, String door) {
        if (isHere(endpoint.getHost())) {
            return door;
        }
        if (MICROSOFT.stream().anyMatch(cloud -> cloud.contains(endpoint.getHost()))) {
            return "https://" + endpoint.getHost();
        }
        throw Aadsts.UNKNOWN_INSTANCE.with();
    }

    private boolean isHere(String host) {
        return addresses.https().getHost().equals(host) || "127.0.0.1".equals(host);
    }

    /** The last segments may be missing, and with them the tenant. */
    private static String metadataPath(URI endpoint) {
        String tenant = endpoint.getPath().replaceFirst("^/", "").replaceAll("/.*$", "");
        return "/" + (tenant.isEmpty() ? "common" : tenant) + "/v2.0/.well-known/openid-configuration";
    }

    private List<Map<String, Object>> metadata(URI endpoint) {
        var metadata = new ArrayList<Map<String, Object>>();
        metadata.add(here(endpoint));
        MICROSOFT.forEach(
                cloud -> metadata.add(cloud(cloud.get(0), cloud.get(1), List.copyOf(cloud.subList(2, cloud.size())))));
        return metadata;
    }

    /** With and without the port: MSAL writes its cache under the one and reads it under the other. */
    private Map<String, Object> here(URI endpoint) {
        String host = addresses.https().getHost();
        var aliases = new LinkedHashSet<String>();
        aliases.add(host);
        aliases.add(
                isHere(endpoint.getHost()) && endpoint.getPort() > 0
                        ? endpoint.getAuthority()
                        : addresses.https().getAuthority());
        return cloud(host, host, List.copyOf(aliases));
    }

    private static Map<String, Object> cloud(String network, String cache, List<String> aliases) {
        var cloud = new LinkedHashMap<String, Object>();
        cloud.put("preferred_network", network);
        cloud.put("preferred_cache", cache);
        cloud.put("aliases", aliases);
        return cloud;
    }

    private static URI httpUri(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // as unknown as an address of nowhere
        }
        throw Aadsts.UNKNOWN_INSTANCE.with();
    }
}
