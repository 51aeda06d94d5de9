package dev.onbehalf.tenant;

import dev.onbehalf.tenant.http.Form;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The single-page app of the seed: it may ask for every response type. */
public final class TestingSpa {
    public static final String CALLBACK = "http://localhost:8080/lab/callback";
    public static final String SCOPES = "openid profile email User.Read";
    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\"");

    private TestingSpa() {}

    /** A request for a code; a null value in the changes leaves a parameter out. */
    public static Map<String, String> request(String... changes) {
        var parameters = TestingBrowser.usual(
                "client_id", Seeded.SPA, "redirect_uri", CALLBACK, "scope", SCOPES, "client_info", "1");
        return TestingBrowser.changed(parameters, changes);
    }

    /** What redeems a code: a single-page app has no secret. */
    public static Map<String, String> redemption(String code) {
        return Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                Seeded.SPA,
                "code",
                code,
                "redirect_uri",
                CALLBACK,
                "code_verifier",
                TestingBrowser.VERIFIER);
    }

    /** The parameters of an answer and the mode in which they came. */
    public record Received(String mode, Map<String, String> parameters) {
        public String get(String name) {
            return parameters.get(name);
        }
    }

    public static Received received(Answer answer) {
        String location = answer.location();
        if (location == null) {
            var parameters = new LinkedHashMap<String, String>();
            var names = HIDDEN.matcher(answer.text());
            while (names.find()) {
                parameters.put(names.group(1), answer.hidden(names.group(1)));
            }
            return new Received("form_post", parameters);
        }
        int hash = location.indexOf('#');
        return hash >= 0
                ? new Received(
                        "fragment", Form.parse(location.substring(hash + 1)).asMap())
                : new Received("query", answer.redirected());
    }
}
