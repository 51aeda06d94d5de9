package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.Answer;
import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.Seeded;
import dev.onbehalf.tenant.TestingBrowser;
import java.util.LinkedHashMap;
import java.util.Map;

/** The token endpoint of one version: asked for the same, each hears it in its own words. */
record Door(Entra entra, TestingBrowser browser, int version) {

    Answer redeem(String code, String... changes) {
        return ask(
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", Seeded.WEB,
                        "client_secret", Seeded.WEB_SECRET,
                        "code", code,
                        "redirect_uri", Seeded.SIGNED_IN,
                        "code_verifier", TestingBrowser.VERIFIER),
                changes);
    }

    Answer refresh(String refreshToken, String... changes) {
        return ask(
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        Seeded.WEB,
                        "client_secret",
                        Seeded.WEB_SECRET,
                        "refresh_token",
                        refreshToken),
                changes);
    }

    /** For Graph, or for the resource that the changes name. */
    Answer exchange(String assertion, String... changes) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", Seeded.ON_BEHALF_OF);
        form.put("client_id", Seeded.API);
        form.put("client_secret", Seeded.API_SECRET);
        form.put("requested_token_use", "on_behalf_of");
        form.put("assertion", assertion);
        form.put(version == 1 ? "resource" : "scope", wanted("https://graph.microsoft.com"));
        return ask(form, changes);
    }

    /** How this version asks for everything of a resource. */
    String wanted(String resource) {
        return version == 1 ? resource : resource + "/.default";
    }

    private Answer ask(Map<String, String> form, String... changes) {
        return askIn(Seeded.CONTOSO, TestingBrowser.changed(new LinkedHashMap<>(form), changes));
    }

    Answer askIn(String tenant, Map<String, String> form) {
        return browser.post("/" + tenant + (version == 1 ? "/oauth2/token" : "/oauth2/v2.0/token"), form);
    }

    Answer exchangeIn(String tenant, String assertion) {
        return askIn(
                tenant,
                Map.of(
                        "grant_type",
                        Seeded.ON_BEHALF_OF,
                        "client_id",
                        Seeded.API,
                        "client_secret",
                        Seeded.API_SECRET,
                        "requested_token_use",
                        "on_behalf_of",
                        "assertion",
                        assertion,
                        version == 1 ? "resource" : "scope",
                        wanted("https://graph.microsoft.com")));
    }

    String what() {
        return version == 1 ? "resource" : "scope";
    }

    Answer tokens() {
        return browser.tokens(Seeded.TARO);
    }

    String assertion() {
        return tokens().member("access_token");
    }

    String refreshToken() {
        return tokens().member("refresh_token");
    }

    void admin(String method, String path, String body) {
        Answer answer = browser.admin(method, path, body.replace('\'', '"'));
        if (answer.status() >= 300) {
            throw new AssertionError(answer);
        }
    }

    void require(String requirement) {
        admin(
                "POST",
                "/policies",
                "{'user':'taro@contoso.test','resource':'graph','require':'%s'}".formatted(requirement));
    }

    /** An access token of taro for the API with these claims changed; null takes one away. */
    String forged(String claim, Object value) {
        var claims = new LinkedHashMap<String, Object>();
        tokens().claims("access_token").properties().forEach(entry -> claims.put(entry.getKey(), entry.getValue()));
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        return entra.forge().forge(Map.of(), claims, dev.onbehalf.tenant.admin.TokenForge.Signature.VALID);
    }
}
