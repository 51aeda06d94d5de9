package dev.onbehalf.tenant.discovery;

import dev.onbehalf.tenant.directory.Authority;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The OpenID Connect metadata, member for member as Entra publishes it.
 *
 * <p>What Entra does not advertise is not here either (PKCE methods, introspection, revocation, back-channel logout):
 * an application that relied on it would work here and fail there.
 */
final class Metadata {
    private Metadata() {}

    static Map<String, Object> v2(Authority authority, Addresses addresses, String base) {
        String root = base + "/" + authority.path();
        var document = new LinkedHashMap<String, Object>();
        tokens(document, root + "/oauth2/v2.0", root + "/discovery/v2.0/keys");
        document.put("response_types_supported", List.of("code", "id_token", "code id_token", "id_token token"));
        document.put("scopes_supported", List.of("openid", "profile", "email", "offline_access"));
        document.put("issuer", addresses.issuer(authority.issuerTenant()));
        document.put("request_uri_parameter_supported", false);
        document.put("userinfo_endpoint", base + "/graph/oidc/userinfo");
        signingInAndOut(document, root + "/oauth2/v2.0");
        document.put(
                "claims_supported",
                claims("nonce", "preferred_username", "name", "tid", "ver", "at_hash", "c_hash", "email"));
        cloud(document, root, authority);
        return document;
    }

    static Map<String, Object> v1(Authority authority, Addresses addresses, String base) {
        String root = base + "/" + authority.path();
        var document = new LinkedHashMap<String, Object>();
        tokens(document, root + "/oauth2", base + "/common/discovery/keys");
        document.put(
                "response_types_supported", List.of("code", "id_token", "code id_token", "token id_token", "token"));
        document.put("scopes_supported", List.of("openid"));
        document.put("issuer", addresses.v1Issuer(authority.issuerTenant()));
        document.put("microsoft_multi_refresh_token", true);
        signingInAndOut(document, root + "/oauth2");
        document.put("claims_supported", claims("amr", "nonce", "email", "given_name", "family_name", "nickname"));
        document.put("check_session_iframe", root + "/oauth2/checksession");
        document.put("userinfo_endpoint", root + "/openid/userinfo");
        cloud(document, root, authority);
        return document;
    }

    private static void tokens(Map<String, Object> document, String oauth2, String keys) {
        document.put("token_endpoint", oauth2 + "/token");
        document.put(
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_post", "private_key_jwt", "client_secret_basic"));
        document.put("jwks_uri", keys);
        document.put("response_modes_supported", List.of("query", "fragment", "form_post"));
        document.put("subject_types_supported", List.of("pairwise"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
    }

    private static void signingInAndOut(Map<String, Object> document, String oauth2) {
        document.put("authorization_endpoint", oauth2 + "/authorize");
        document.put("device_authorization_endpoint", oauth2 + "/devicecode");
        document.put("http_logout_supported", true);
        document.put("frontchannel_logout_supported", true);
        document.put("end_session_endpoint", oauth2 + "/logout");
    }

    /** The claims of both versions come first, as Entra lists them. */
    private static List<String> claims(String... ofThisVersion) {
        var ofBoth = List.of(
                "sub",
                "iss",
                "cloud_instance_name",
                "cloud_instance_host_name",
                "cloud_graph_host_name",
                "msgraph_host",
                "aud",
                "exp",
                "iat",
                "auth_time",
                "acr");
        return Stream.concat(ofBoth.stream(), Stream.of(ofThisVersion)).toList();
    }

    private static void cloud(Map<String, Object> document, String root, Authority authority) {
        document.put("kerberos_endpoint", root + "/kerberos");
        document.put("tenant_region_scope", authority.tenant().isPresent() ? "WW" : null);
        document.put("cloud_instance_name", "microsoftonline.com");
        document.put("cloud_graph_host_name", "graph.windows.net");
        document.put("msgraph_host", "graph.microsoft.com");
        document.put("rbac_url", "https://pas.windows.net");
    }
}
