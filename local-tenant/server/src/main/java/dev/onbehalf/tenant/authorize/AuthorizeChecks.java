package dev.onbehalf.tenant.authorize;

import dev.onbehalf.tenant.directory.Authority;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.policy.ClaimsChallenge;
import dev.onbehalf.tenant.token.ClaimsJson;
import dev.onbehalf.tenant.token.LoginHint;
import dev.onbehalf.tenant.token.RequestedScopes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What an authorize request must be, in the order in which it is looked at. */
final class AuthorizeChecks {
    /** A check by its name; it throws what is wrong. */
    private record Check(String name, Consumer<AuthorizeAttempt> body) {}

    private static final Set<String> PROMPTS = Set.of("login", "none", "select_account", "consent");
    private static final Set<String> RESPONSE_TYPES = Set.of("code", "id_token", "token");
    private static final int LONGEST_REDIRECT = 256;

    private final Directory directory;

    AuthorizeChecks(Directory directory) {
        this.directory = directory;
    }

    /** Until these have passed nobody knows whether the redirect address can be trusted: failures are pages. */
    private final List<Check> beforeTrust = List.of(
            new Check("no parameter is doubled", this::notDoubled),
            new Check("the tenant exists", this::knownTenant),
            new Check("the client exists in it", this::knownClient),
            new Check("the redirect address is registered", this::registeredRedirect));

    /** Failures of these travel back to the application. The first two decide how. */
    private final List<Check> onceTrusted = List.of(
            new Check("the response type is known", this::responseType),
            new Check("the response mode fits it", this::responseMode),
            new Check("the manifest allows the response type", this::manifestAllows),
            new Check("the scopes are of one resource", this::scopes),
            new Check("tokens from the front door need a nonce", this::nonce),
            new Check("the code challenge is well formed", this::challenge),
            new Check("the prompt is known", this::prompt),
            new Check("hint and session id do not compete", this::hints),
            new Check("max_age is a number", this::maxAge),
            new Check("claims are JSON", this::claims));

    void establishTrust(AuthorizeAttempt attempt) {
        beforeTrust.forEach(check -> check.body().accept(attempt));
    }

    void checkRest(AuthorizeAttempt attempt) {
        onceTrusted.forEach(check -> check.body().accept(attempt));
    }

    private void notDoubled(AuthorizeAttempt attempt) {
        attempt.parameters.doubled().ifPresent(name -> {
            throw Aadsts.DOUBLED_PARAMETER.with(name);
        });
    }

    private void knownTenant(AuthorizeAttempt attempt) {
        attempt.authority = Authority.of(attempt.tenantSegment, directory);
    }

    private void knownClient(AuthorizeAttempt attempt) {
        String clientId = required(attempt, "client_id");
        String where = attempt.authority.tenant().map(Tenant::name).orElse(attempt.tenantSegment);
        attempt.client = directory
                .application(clientId)
                .filter(application -> application.tenant() != null)
                .filter(application ->
                        attempt.authority.tenant().map(application::isIn).orElse(true))
                .orElseThrow(() -> Aadsts.UNKNOWN_CLIENT.with(clientId, where));
        if (attempt.authority.tenant().isEmpty() && !attempt.client.severalTenants()) {
            throw Aadsts.SINGLE_TENANT_ON_COMMON.with(clientId);
        }
    }

    private void registeredRedirect(AuthorizeAttempt attempt) {
        String uri = attempt.parameter("redirect_uri").orElseGet(() -> onlyRegistered(attempt));
        attempt.redirect = attempt.client
                .redirect(uri)
                .filter(found -> uri.length() <= LONGEST_REDIRECT)
                .orElseThrow(() -> Aadsts.REDIRECT_MISMATCH.with(uri, attempt.client.clientId()));
        attempt.redirectUri = uri;
    }

    private static String onlyRegistered(AuthorizeAttempt attempt) {
        return attempt.client.redirects().stream()
                .filter(redirect -> !redirect.type().equals("logout"))
                .findFirst()
                .orElseThrow(() -> Aadsts.MISSING_PARAMETER.with("redirect_uri"))
                .uri();
    }

    private void responseType(AuthorizeAttempt attempt) {
        // The mode first, as far as it can be known: also these failures are answered in it.
        attempt.parameter("response_mode").flatMap(ResponseMode::named).ifPresent(mode -> attempt.mode = mode);
        String text = required(attempt, "response_type");
        attempt.responseTypes = new TreeSet<>(Arrays.asList(text.trim().split("\\s+")));
        boolean tokens = attempt.responseTypes.contains("id_token") || attempt.responseTypes.contains("token");
        if (tokens && (attempt.parameter("response_mode").isEmpty() || attempt.mode == ResponseMode.QUERY)) {
            attempt.mode = ResponseMode.FRAGMENT;
        }
        if (!RESPONSE_TYPES.containsAll(attempt.responseTypes)) {
            throw Aadsts.UNSUPPORTED_RESPONSE_TYPE.with(text);
        }
    }

    private void responseMode(AuthorizeAttempt attempt) {
        String name = attempt.parameter("response_mode").orElse(null);
        if (name == null) {
            return;
        }
        ResponseMode mode =
                ResponseMode.named(name).orElseThrow(() -> Aadsts.UNSUPPORTED_VALUE.with(name, "response_mode"));
        if (mode == ResponseMode.QUERY && attempt.mode != ResponseMode.QUERY) {
            throw Aadsts.QUERY_FOR_TOKENS.with();
        }
    }

    private void manifestAllows(AuthorizeAttempt attempt) {
        if (attempt.responseTypes.contains("token") && !attempt.client.accessTokenIssuance()) {
            throw Aadsts.TOKEN_DISABLED.with();
        }
        if (attempt.responseTypes.contains("id_token") && !attempt.client.idTokenIssuance()) {
            throw Aadsts.ID_TOKEN_DISABLED.with();
        }
    }

    private void scopes(AuthorizeAttempt attempt) {
        Tenant tenant = attempt.tenantForLookup(() -> directory
                .tenant(attempt.client.tenant() + ".test")
                .orElseGet(() -> directory.tenants().getFirst()));
        if (attempt.version == 1) {
            String resource = attempt.parameter("resource").orElse(Directory.GRAPH);
            attempt.scopes = RequestedScopes.everythingOf(resource, tenant, directory);
        } else {
            attempt.scopes = RequestedScopes.parse(required(attempt, "scope"), tenant, directory);
        }
    }

    private void nonce(AuthorizeAttempt attempt) {
        if (attempt.responseTypes.contains("id_token")) {
            required(attempt, "nonce");
        }
    }

    /** RFC 7636 §4.2: 43 to 128 unreserved characters. */
    private void challenge(AuthorizeAttempt attempt) {
        attempt.parameter("code_challenge").ifPresent(challenge -> {
            if (!challenge.matches("[A-Za-z0-9._~-]{43,128}")) {
                throw Aadsts.CHALLENGE_MALFORMED.with();
            }
        });
        attempt.parameter("code_challenge_method").ifPresent(method -> {
            if (!method.equals("S256") && !method.equals("plain")) {
                throw Aadsts.METHOD_MALFORMED.with(method);
            }
        });
        boolean singlePage = attempt.redirect.type().equals("spa") && attempt.responseTypes.contains("code");
        if (singlePage && attempt.parameter("code_challenge").isEmpty()) {
            throw Aadsts.SPA_WITHOUT_PKCE.with();
        }
    }

    private void prompt(AuthorizeAttempt attempt) {
        attempt.parameter("prompt").ifPresent(text -> {
            attempt.prompts = Set.copyOf(new TreeSet<>(Arrays.asList(text.trim().split("\\s+"))));
            boolean noneWithOthers = attempt.prompts("none") && attempt.prompts.size() > 1;
            if (!PROMPTS.containsAll(attempt.prompts) || noneWithOthers) {
                throw Aadsts.UNSUPPORTED_VALUE.with(text, "prompt");
            }
        });
    }

    private void hints(AuthorizeAttempt attempt) {
        if (attempt.parameter("sid").isPresent()
                && attempt.parameter("login_hint").isPresent()) {
            throw Aadsts.SID_AND_HINT.with();
        }
        attempt.hinted = attempt.parameter("login_hint").flatMap(hint -> LoginHint.person(hint, directory));
        // "organizations" and "consumers" say only what kind of account it is; unknown domains are ignored.
        attempt.hintedHome = attempt.parameter("domain_hint").flatMap(directory::tenant);
    }

    private void maxAge(AuthorizeAttempt attempt) {
        attempt.maxAge = attempt.parameter("max_age").map(text -> {
            if (!text.matches("\\d{1,9}")) {
                throw Aadsts.UNSUPPORTED_VALUE.with(text, "max_age");
            }
            return Long.valueOf(text);
        });
    }

    private void claims(AuthorizeAttempt attempt) {
        var claims = ClaimsJson.parse(attempt.parameter("claims"));
        attempt.capabilities = ClaimsJson.capabilities(claims);
        attempt.challenge = ClaimsChallenge.of(claims);
        // OpenID Connect Core §2: auth_time is due when max_age was sent or when it was asked for by name.
        attempt.wantsAuthTime = attempt.maxAge.isPresent()
                || claims.map(json -> json.path("id_token").has("auth_time")).orElse(false);
    }

    private static String required(AuthorizeAttempt attempt, String name) {
        return attempt.parameter(name).orElseThrow(() -> Aadsts.MISSING_PARAMETER.with(name));
    }
}
