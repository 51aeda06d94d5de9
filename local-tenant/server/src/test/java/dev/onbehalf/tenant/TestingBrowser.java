package dev.onbehalf.tenant;

import dev.onbehalf.tenant.http.Form;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A browser without a screen: keeps cookies, follows no redirects, and knows how to sign in. */
public final class TestingBrowser {
    public static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0";

    private final Entra entra;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public TestingBrowser(Entra entra) {
        this.entra = entra;
    }

    public Answer get(String url, String... headers) {
        return send(HttpRequest.newBuilder(absolute(url)).GET(), headers);
    }

    public Answer post(String url, Map<String, String> form, String... headers) {
        return send(
                HttpRequest.newBuilder(absolute(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(Form.encode(form))),
                headers);
    }

    public Answer json(String method, URI url, String body, String... headers) {
        return send(
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    public Answer admin(String method, String path, String body) {
        return json(method, URI.create(entra.admin() + path), body, "X-Local-Tenant", "admin");
    }

    public Answer send(HttpRequest.Builder request, String... headers) {
        request.timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!cookies.isEmpty()) {
            var line = new StringBuilder();
            cookies.forEach((name, value) -> line.append(line.isEmpty() ? "" : "; ")
                    .append(name)
                    .append('=')
                    .append(value));
            request.header("Cookie", line.toString());
        }
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Answer(response);
        } catch (IOException refused) {
            throw new java.io.UncheckedIOException(refused);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void keep(String setCookie) {
        String pair = setCookie.split(";")[0];
        String name = pair.substring(0, pair.indexOf('='));
        String value = pair.substring(pair.indexOf('=') + 1);
        if (value.isEmpty() || setCookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    private URI absolute(String url) {
        return url.startsWith("http") ? URI.create(url) : URI.create(entra.http() + url);
    }

    /** The usual authorize request of web-frontend; a null value in the changes leaves a parameter out. */
    public static Map<String, String> usual(String... changes) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("client_id", Seeded.WEB);
        parameters.put("response_type", "code");
        parameters.put("redirect_uri", Seeded.SIGNED_IN);
        parameters.put("scope", Seeded.API_SCOPES);
        parameters.put("state", "a-state");
        parameters.put("nonce", "a-nonce");
        parameters.put("code_challenge", challenge(VERIFIER));
        parameters.put("code_challenge_method", "S256");
        return changed(parameters, changes);
    }

    public static Map<String, String> changed(Map<String, String> parameters, String... changes) {
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1] == null) {
                parameters.remove(changes[i]);
            } else {
                parameters.put(changes[i], changes[i + 1]);
            }
        }
        return parameters;
    }

    public Answer authorize(Map<String, String> parameters) {
        return authorize(Seeded.CONTOSO, parameters);
    }

    public Answer authorize(String tenant, Map<String, String> parameters) {
        return get("/" + tenant + "/oauth2/v2.0/authorize?" + Form.encode(parameters));
    }

    /** Sends the form of a sign-in page. */
    public Answer enter(Answer page, String username, String password) {
        String tenant = page.response().uri().getPath().split("/")[1];
        return post(
                "/" + tenant + "/login",
                Map.of("request", page.hidden("request"), "username", username, "password", password));
    }

    /** Sends the form of the page that asks for a second factor. */
    public Answer verify(Answer page, String code) {
        return post("/" + Seeded.CONTOSO + "/second-factor", Map.of("request", page.hidden("request"), "otp", code));
    }

    /** @param choice {@code accept} or {@code cancel} */
    public Answer consent(Answer page, String choice) {
        return post("/" + Seeded.CONTOSO + "/consent", Map.of("request", page.hidden("request"), "consent", choice));
    }

    /** Enters the password if it is asked for. */
    public Answer signIn(String username, Map<String, String> parameters) {
        Answer answer = authorize(parameters);
        return answer.location() == null ? enter(answer, username, Seeded.PASSWORD) : answer;
    }

    public String code(String username) {
        return signIn(username, usual()).redirected().get("code");
    }

    /** The tokens of somebody who signs in to web-frontend. */
    public Answer tokens(String username) {
        return redeem(code(username));
    }

    public Answer tokens(String username, String scope) {
        return redeem(signIn(username, usual("scope", scope)).redirected().get("code"));
    }

    public Answer redeem(String code, String... changes) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", Seeded.WEB);
        form.put("client_secret", Seeded.WEB_SECRET);
        form.put("code", code);
        form.put("redirect_uri", Seeded.SIGNED_IN);
        form.put("code_verifier", VERIFIER);
        return token(changed(form, changes));
    }

    public Answer refresh(String refreshToken, String... changes) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "refresh_token");
        form.put("client_id", Seeded.WEB);
        form.put("client_secret", Seeded.WEB_SECRET);
        form.put("refresh_token", refreshToken);
        return token(changed(form, changes));
    }

    public Answer onBehalfOf(String assertion, String... changes) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", Seeded.ON_BEHALF_OF);
        form.put("client_id", Seeded.API);
        form.put("client_secret", Seeded.API_SECRET);
        form.put("requested_token_use", "on_behalf_of");
        form.put("scope", Seeded.GRAPH_DEFAULT);
        form.put("assertion", assertion);
        return token(changed(form, changes));
    }

    public Answer clientCredentials(String... changes) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", Seeded.DAEMON);
        form.put("client_secret", Seeded.DAEMON_SECRET);
        form.put("scope", Seeded.API_URI + "/.default");
        return token(changed(form, changes));
    }

    public Answer token(Map<String, String> form, String... headers) {
        return post("/" + Seeded.CONTOSO + "/oauth2/v2.0/token", form, headers);
    }

    /** Graph's token for somebody, by way of the API. */
    public String graphToken(String username) {
        return onBehalfOf(tokens(username).member("access_token")).member("access_token");
    }

    public Answer graph(String path, String token) {
        return get("/graph/v1.0" + path, "Authorization", "Bearer " + token);
    }

    public static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
