package dev.onbehalf.problem;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.StandardSeed;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody with a browser who signs in to web-frontend, and web-frontend, which redeems the code. */
final class TestingVisitor {

    static final String SIGNED_IN = "http://localhost:8080/signed-in";
    static final String PASSWORD = "Passw0rd!";
    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0";
    private static final String CHALLENGE = "S6xMLfJrdwhXm9EJRqmQw6nyYWcpLlPsCEOqmhPUIcs";
    private static final Pattern NUMBER = Pattern.compile("AADSTS(\\d+)");
    private static final Pattern REQUEST = Pattern.compile("name=\"request\" value=\"([^\"]*)\"");

    private final Entra tenant;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    TestingVisitor(Entra tenant) {
        this.tenant = tenant;
    }

    /** What the tenant answered: a page, an error object, or where it sends the browser. */
    record Answer(int status, String body, String location) {

        /** Entra's number, wherever it stands; 0 for none. */
        int aadsts() {
            Matcher number = NUMBER.matcher(body + " " + location);
            return number.find() ? Integer.parseInt(number.group(1)) : 0;
        }

        String parameter(String name) {
            Matcher found = Pattern.compile("[?&#]" + name + "=([^&]*)").matcher(location);
            if (!found.find()) {
                throw new AssertionError("No " + name + " in the answer " + status + " " + body);
            }
            return URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
        }

        String member(String name) {
            Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(body);
            if (!found.find()) {
                throw new AssertionError("No " + name + " in " + body);
            }
            return found.group(1);
        }
    }

    Answer authorize(String... changes) {
        return authorizeAt(StandardSeed.TENANT_ID, changes);
    }

    /** web-frontend's request, with names and values that replace others; null leaves a parameter out. */
    Answer authorizeAt(String tenantSegment, String... changes) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", StandardSeed.WEB_CLIENT_ID);
        parameters.put("response_type", "code");
        parameters.put("redirect_uri", SIGNED_IN);
        parameters.put("scope", "openid profile offline_access api://" + StandardSeed.API_CLIENT_ID + "/Orders.Read");
        parameters.put("state", "a-state");
        parameters.put("nonce", "a-nonce");
        parameters.put("code_challenge", CHALLENGE);
        parameters.put("code_challenge_method", "S256");
        change(parameters, changes);
        return get("/" + tenantSegment + "/oauth2/v2.0/authorize?" + form(parameters));
    }

    Answer enter(Answer page, String name, String password) {
        return post(
                "/" + StandardSeed.TENANT_ID + "/login",
                Map.of("request", hidden(page), "username", name, "password", password));
    }

    Answer answerConsent(Answer page, String choice) {
        return post("/" + StandardSeed.TENANT_ID + "/consent", Map.of("request", hidden(page), "consent", choice));
    }

    Answer signIn(String name, String... changes) {
        return enter(authorize(changes), name, PASSWORD);
    }

    String code() {
        return signIn("taro@contoso.test").parameter("code");
    }

    Answer redeem(String code, String... changes) {
        return redeemAt(StandardSeed.TENANT_ID, code, changes);
    }

    Answer redeemAt(String tenantSegment, String code, String... changes) {
        Map<String, String> parameters = asWebFrontend("authorization_code");
        parameters.put("code", code);
        parameters.put("redirect_uri", SIGNED_IN);
        parameters.put("code_verifier", VERIFIER);
        change(parameters, changes);
        return post("/" + tenantSegment + "/oauth2/v2.0/token", parameters);
    }

    String refreshToken() {
        return redeem(code()).member("refresh_token");
    }

    Answer refresh(String refreshToken, String... changes) {
        Map<String, String> parameters = asWebFrontend("refresh_token");
        parameters.put("refresh_token", refreshToken);
        change(parameters, changes);
        return post("/" + StandardSeed.TENANT_ID + "/oauth2/v2.0/token", parameters);
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(tenant.http() + path)).GET());
    }

    private static Map<String, String> asWebFrontend(String grant) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", grant);
        parameters.put("client_id", StandardSeed.WEB_CLIENT_ID);
        parameters.put("client_secret", StandardSeed.WEB_CLIENT_SECRET);
        return parameters;
    }

    private Answer post(String path, Map<String, String> parameters) {
        return send(HttpRequest.newBuilder(URI.create(tenant.http() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(parameters))));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.body(),
                    decoded(answer.headers().firstValue("Location").orElse("")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Plus signs are blanks of a description; codes and tokens have none. */
    private static String decoded(String location) {
        return location.replace('+', ' ');
    }

    private static String hidden(Answer page) {
        Matcher request = REQUEST.matcher(page.body());
        if (!request.find()) {
            throw new AssertionError("No form in the answer " + page.status() + " " + page.body());
        }
        return request.group(1);
    }

    private static void change(Map<String, String> parameters, String... changes) {
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1] == null) {
                parameters.remove(changes[i]);
            } else {
                parameters.put(changes[i], changes[i + 1]);
            }
        }
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
