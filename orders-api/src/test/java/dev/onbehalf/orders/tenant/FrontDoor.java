package dev.onbehalf.orders.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person's browser and web-frontend in one: signs in at the local tenant as the product does. */
public final class FrontDoor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0";
    private static final String SIGNED_IN = "http://localhost:8080/signed-in";

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String username;
    private final boolean declaresCp1;

    private FrontDoor(String username, boolean declaresCp1) {
        this.username = username;
        this.declaresCp1 = declaresCp1;
    }

    /** One that says, as web-frontend does, that it can handle challenges (cp1). */
    public static FrontDoor of(String username) {
        return new FrontDoor(username, true);
    }

    public static FrontDoor ofOneThatHandlesNoChallenge(String username) {
        return new FrontDoor(username, false);
    }

    /** An access token for this API; the password is entered when it is asked for. */
    public String token() {
        return tokenWith("{}");
    }

    /** The same after the challenge of a {@code WWW-Authenticate} header was answered, with a second factor if need be. */
    public String tokenAfter(String challenge) {
        Matcher claims = Pattern.compile("claims=\"([^\"]+)\"").matcher(challenge);
        if (!claims.find()) {
            throw new AssertionError("no claims in " + challenge);
        }
        return tokenWith(new String(Base64.getDecoder().decode(claims.group(1)), StandardCharsets.UTF_8));
    }

    private String tokenWith(String claims) {
        HttpResponse<String> answer = get(authority() + "/oauth2/v2.0/authorize?" + form(request(claims)));
        if (answer.body().contains("id=\"password\"")) {
            answer = post("/login", Map.of("username", username, "password", "Passw0rd!"), answer);
        }
        if (answer.body().contains("id=\"second-factor\"")) {
            answer = post("/second-factor", Map.of("otp", "123456"), answer);
        }
        return redeem(answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("the tenant wants something else")));
    }

    private Map<String, String> request(String claims) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("client_id", Seed.WEB);
        request.put("response_type", "code");
        request.put("redirect_uri", SIGNED_IN);
        request.put("scope", scopes());
        request.put("state", "a-state");
        request.put("nonce", "a-nonce");
        request.put("code_challenge", challenge());
        request.put("code_challenge_method", "S256");
        request.put("claims", merged(claims));
        return request;
    }

    private String redeem(String location) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", Seed.WEB);
        form.put("client_secret", "local-tenant-web-secret");
        form.put("code", parameter("code", location));
        form.put("redirect_uri", SIGNED_IN);
        form.put("code_verifier", VERIFIER);
        form.put("scope", scopes());
        form.put("claims", merged("{}"));
        return read(send(post(authority() + "/oauth2/v2.0/token", form)).body())
                .get("access_token")
                .textValue();
    }

    private String merged(String claims) {
        ObjectNode all = (ObjectNode) read(claims);
        if (declaresCp1) {
            all.withObject("/access_token")
                    .putObject("xms_cc")
                    .putArray("values")
                    .add("cp1");
        }
        return all.toString();
    }

    private static String scopes() {
        String api = "api://" + Seed.API + "/";
        return "openid " + api + "access_as_user " + api + "Orders.Read " + api + "Orders.ReadWrite";
    }

    private HttpResponse<String> post(String path, Map<String, String> fields, HttpResponse<String> page) {
        Matcher request = Pattern.compile("name=\"request\" value=\"([^\"]*)\"").matcher(page.body());
        if (!request.find()) {
            throw new AssertionError("no form on the tenant's page");
        }
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("request", request.group(1));
        return send(post(authority() + path, form));
    }

    private static HttpRequest post(String url, Map<String, String> form) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(form)))
                .build();
    }

    private HttpResponse<String> get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return browser.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String authority() {
        return LocalTenant.config("entra.authority-host") + "/" + Seed.TENANT;
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String parameter(String name, String location) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(location);
        if (!found.find()) {
            throw new AssertionError("the tenant did not sign in: " + location);
        }
        return URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
