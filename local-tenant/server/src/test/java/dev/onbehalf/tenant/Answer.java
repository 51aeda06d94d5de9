package dev.onbehalf.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.http.Form;
import dev.onbehalf.tenant.http.Json;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/** What the tenant answered, with what tests ask of it. */
public record Answer(HttpResponse<byte[]> response) {

    public int status() {
        return response.statusCode();
    }

    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    public JsonNode json() {
        return Json.object(text()).orElseThrow(() -> new AssertionError("no JSON object: " + text()));
    }

    public String member(String name) {
        return json().path(name).asText(null);
    }

    public String location() {
        return header("Location");
    }

    /** Parameters in the query or fragment of the redirect. */
    public Map<String, String> redirected() {
        String location = location();
        if (location == null) {
            throw new AssertionError("no redirect but " + status() + " " + text());
        }
        int hash = location.indexOf('#');
        String encoded =
                hash >= 0 ? location.substring(hash + 1) : URI.create(location).getRawQuery();
        return Form.parse(encoded).asMap();
    }

    public String hidden(String name) {
        var matcher =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(text());
        if (!matcher.find()) {
            throw new AssertionError("no hidden field " + name + " in " + text());
        }
        return matcher.group(1)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#10;", "\n")
                .replace("&#13;", "\r")
                .replace("&amp;", "&");
    }

    public int aadsts() {
        var matcher = Pattern.compile("AADSTS(\\d+)").matcher(text());
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    public int aadstsInRedirect() {
        var matcher = Pattern.compile("AADSTS(\\d+)").matcher(redirected().get("error_description"));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** The claims of a token in this answer, without any check. */
    public JsonNode claims(String member) {
        return claimsOf(member(member));
    }

    public static JsonNode claimsOf(String token) {
        return part(token, 1);
    }

    public static JsonNode headerOf(String token) {
        return part(token, 0);
    }

    private static JsonNode part(String token, int index) {
        byte[] json = Base64.getUrlDecoder().decode(token.split("\\.")[index]);
        return Json.object(new String(json, StandardCharsets.UTF_8)).orElseThrow();
    }

    @Override
    public String toString() {
        return status() + " " + text();
    }
}
