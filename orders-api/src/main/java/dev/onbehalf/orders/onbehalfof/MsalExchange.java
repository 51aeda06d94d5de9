package dev.onbehalf.orders.onbehalfof;

import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import com.microsoft.aad.msal4j.UserAssertion;
import dev.onbehalf.orders.access.Entra;
import dev.onbehalf.orders.access.EntraHttp;
import dev.onbehalf.orders.credential.ApiCredential;
import dev.onbehalf.orders.credential.CredentialUnavailable;
import dev.onbehalf.orders.onbehalfof.Exchange.Granted;
import io.opentelemetry.context.Context;
import io.quarkus.arc.Unremovable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.MalformedURLException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Speaks the on-behalf-of protocol through MSAL4J.
 *
 * <p>Each exchange has an application object of its own. MSAL4J's cache lives in that object: it is scanned linearly,
 * never emptied, and would hand a user's token to a client-credentials request; thrown away each time it does nothing.
 */
@Singleton
@Unremovable
class MsalExchange implements Tenant {

    private static final Set<String> CP1 = Set.of("cp1");

    private final Entra entra;
    private final Function<Context, IHttpClient> http;
    // MSAL4J's default is the common pool, where one slow tenant would stop everything else.
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<IClientCredential> credential;

    @Inject
    MsalExchange(Entra entra, EntraHttp http, ApiCredential credential) {
        this(entra, credential::current, new MsalHttp(http.client(), entra.readTimeout())::within);
    }

    /** @param http what sends a request that is part of the trace */
    MsalExchange(Entra entra, Supplier<IClientCredential> credential, Function<Context, IHttpClient> http) {
        this.entra = entra;
        this.credential = credential;
        this.http = http;
    }

    @Override
    public Exchange exchange(Wish wish) {
        OnBehalfOfParameters.OnBehalfOfParametersBuilder request = OnBehalfOfParameters.builder(
                wish.resource().scopes(), new UserAssertion(wish.user().assertion()));
        if (wish.claims() != null) {
            // Not claims(ClaimsRequest), which drops what it does not know and is lost beside client capabilities.
            request.claimsFromClient(wish.claims());
        }
        try {
            IAuthenticationResult result =
                    applicationFor(wish).acquireToken(request.build()).join();
            return new Granted(new ExchangedToken(
                    result.accessToken(), result.expiresOnDate().toInstant()));
        } catch (CompletionException e) {
            return TenantAnswers.read(e.getCause());
        } catch (CredentialUnavailable e) {
            return TenantAnswers.withoutCredential(e);
        }
    }

    private ConfidentialClientApplication applicationFor(Wish wish) {
        try {
            ConfidentialClientApplication.Builder application =
                    ConfidentialClientApplication.builder(entra.apiClientId(), credential.get());
            if (wish.user().handlesChallenges()) {
                // Graph may then answer with a challenge instead of a plain 401, and we can pass it on. In return its
                // tokens live for a day: they can be called back.
                application.clientCapabilities(CP1);
            }
            return application
                    .authority(entra.tokenAuthorityHost() + "/" + wish.user().tid() + "/")
                    // Else MSAL4J asks login.microsoftonline.com about every host it does not know. The host is on our
                    // own list already.
                    .instanceDiscovery(false)
                    .httpClient(http.apply(wish.trace()))
                    .executorService(executor)
                    .disableInternalRetries()
                    .correlationId(wish.correlationId())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("entra.token-authority-host is not a URL", e);
        }
    }

    @PreDestroy
    void close() {
        executor.shutdownNow();
    }
}
