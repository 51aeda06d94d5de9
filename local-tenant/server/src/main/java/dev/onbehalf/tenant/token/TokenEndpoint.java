package dev.onbehalf.tenant.token;

import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Authority;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.directory.Tenant;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.error.Aadsts;
import dev.onbehalf.tenant.error.EntraError;
import dev.onbehalf.tenant.error.Incident;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.CallNotes;
import dev.onbehalf.tenant.http.Form;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.keys.Jwt;
import dev.onbehalf.tenant.keys.SigningKeys;
import dev.onbehalf.tenant.policy.Policies;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** {@code POST /{tenant}/oauth2/v2.0/token}, and the same on v1. */
public final class TokenEndpoint {
    private static final String RETRY_AFTER_SECONDS = "10";

    private final Map<String, Grant> grants;
    private final Directory directory;
    private final Policies policies;
    private final Credentials credentials;
    private final Addresses addresses;
    private final Clock clock;
    private final ClientAuthentication authentication;

    public TokenEndpoint(
            Directory directory,
            Policies policies,
            Credentials credentials,
            SigningKeys keys,
            Addresses addresses,
            AuthorizationCodes codes,
            RefreshTokens refreshTokens,
            TokenIssuer issuer,
            Aio aio,
            Clock clock) {
        this.directory = directory;
        this.policies = policies;
        this.credentials = credentials;
        this.addresses = addresses;
        this.clock = clock;
        var federated = new FederatedAssertions(credentials, addresses, directory.tenants());
        var assertions = new ClientAssertions(addresses, credentials, federated, clock);
        this.authentication = new ClientAuthentication(assertions, credentials, clock);
        var tokens = new UserTokens(directory, policies, issuer, refreshTokens, clock);
        this.grants = Map.of(
                "authorization_code", new AuthorizationCodeGrant(codes, directory, tokens),
                "refresh_token", new RefreshTokenGrant(refreshTokens, directory, tokens),
                "client_credentials", new ClientCredentialsGrant(directory, issuer, clock),
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                        new OnBehalfOfGrant(keys, addresses, directory, tokens, aio, clock));
    }

    public void reset() {
        credentials.reset();
    }

    public Reply v2(Call call) {
        return answer(call, 2);
    }

    public Reply v1(Call call) {
        return answer(call, 1);
    }

    private Reply answer(Call call, int version) {
        Reply reply;
        try {
            Map<String, Object> members = redeem(call, version);
            reply = Reply.json(200, members).with("x-ms-clitelem", "1,0,0,,");
        } catch (EntraError error) {
            var incident = Incident.of(inDialect(error, version), call, clock, addresses.authority(call));
            reply = Reply.json(error.status(), incident.asJson())
                    .with("x-ms-clitelem", "1," + incident.number() + ",0,,");
            reply = reply.status() == 429 ? reply.with("Retry-After", RETRY_AFTER_SECONDS) : reply;
        } catch (Form.MalformedForm malformed) {
            var incident = Incident.of(Aadsts.MALFORMED.with(), call, clock, addresses.authority(call));
            reply = Reply.json(400, incident.asJson());
        }
        return withHeaders(reply, call);
    }

    /** v1 has its own word for everything that asks the person to come back. */
    private EntraError inDialect(EntraError error, int version) {
        boolean interaction = error.suberror() != null && !error.suberror().equals("bad_token");
        return Math.min(version, policies.dialect()) == 1 && interaction ? error.as("interaction_required") : error;
    }

    private Map<String, Object> redeem(Call call, int version) {
        if (!call.isPost()) {
            throw Aadsts.ONLY_POST.with(call.method());
        }
        Form form = call.form();
        form.doubled().ifPresent(name -> {
            throw Aadsts.DOUBLED_PARAMETER.with(printable(name));
        });
        String grantType = form.value("grant_type").orElseThrow(() -> Aadsts.MISSING_PARAMETER.with("grant_type"));
        call.notes().grantType = grants.containsKey(grantType) ? grantType : "unsupported";
        Grant grant = grants.get(grantType);
        if (grant == null) {
            throw Aadsts.UNSUPPORTED_GRANT.with(printable(grantType));
        }
        TokenRequest request = request(call, form, grant, version);
        return grant.redeem(request, notes(call.notes()));
    }

    private TokenRequest request(Call call, Form form, Grant grant, int version) {
        Authority authority = Authority.of(call.segment("tenant"), directory);
        String clientId =
                ClientAuthentication.clientId(call, form).orElseThrow(() -> Aadsts.MISSING_PARAMETER.with("client_id"));
        call.notes().clientId = printable(clientId);
        Tenant tenant = authority.tenant().orElseGet(() -> tenantOf(grant, form));
        call.notes().tenant = tenant.id();
        Application client = directory
                .application(clientId)
                .filter(application -> application.isIn(tenant))
                .orElseThrow(() -> Aadsts.UNKNOWN_CLIENT.with(printable(clientId), tenant.name()));
        Credential credential = authentication.check(call, form, client);
        if (version == 2 && form.value("resource").isPresent()) {
            throw Aadsts.RESOURCE_ON_V2.with();
        }
        var claims = new TokenRequest.ClaimsParameter(ClaimsJson.parse(form.value("claims")));
        return new TokenRequest(tenant, client, credential, form, version, claims);
    }

    private Tenant tenantOf(Grant grant, Form form) {
        return grant.carriedTenant(form).flatMap(directory::tenant).orElseThrow(Aadsts.GRANT_ON_COMMON::with);
    }

    private static String printable(String text) {
        String shortened = text.length() <= 128 ? text : text.substring(0, 128);
        return shortened.replaceAll("[^\\x20-\\x7E]", "?");
    }

    private static Grant.GrantContext notes(CallNotes notes) {
        return new Grant.GrantContext() {
            @Override
            public void user(String oid) {
                notes.user = oid;
            }

            @Override
            public void assertion(Jwt assertion) {
                notes.token = assertion.forAudit();
            }
        };
    }

    private static Reply withHeaders(Reply reply, Call call) {
        Reply answer = reply.notStored()
                .with("X-Content-Type-Options", "nosniff")
                .with("x-ms-request-id", UUID.randomUUID().toString())
                .with("x-ms-ests-server", "2.1.0 - local-tenant");
        boolean echo = call.header("return-client-request-id")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        return echo ? answer.with("client-request-id", Incident.correlationId(call)) : answer;
    }
}
