package dev.onbehalf.orders.onbehalfof;

import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import dev.onbehalf.orders.access.Entra;
import dev.onbehalf.orders.access.EntraHttp;
import dev.onbehalf.orders.credential.ApiCredential;
import dev.onbehalf.orders.credential.CredentialUnavailable;
import dev.onbehalf.orders.onbehalfof.Exchange.Granted;
import io.quarkus.arc.Unremovable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.MalformedURLException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Tokens for what this API does as itself, with nobody signed in (client credentials). Nothing it does today needs one:
 * this is here, without cache and guard, to keep the two apart from the start. MSAL4J would hand a user's token to a
 * request of the application when both go through one object, so that these go through objects that never see a user.
 */
@Singleton
@Unremovable
class AppTokens {

    private final Entra entra;
    private final MsalHttp http;
    private final ApiCredential credential;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    AppTokens(Entra entra, EntraHttp http, ApiCredential credential) {
        this.entra = entra;
        this.http = new MsalHttp(http.client(), entra.readTimeout());
        this.credential = credential;
    }

    /**
     * @param audience the App ID URI of the other API; the token has the app roles an administrator granted there
     * @return granted, refused or unavailable: without a user there is nobody to challenge
     */
    Exchange tokenFor(String audience) {
        ClientCredentialParameters wish = ClientCredentialParameters.builder(Set.of(audience + "/.default"))
                .skipCache(true)
                .build();
        try {
            IAuthenticationResult result = application().acquireToken(wish).join();
            return new Granted(new ExchangedToken(
                    result.accessToken(), result.expiresOnDate().toInstant()));
        } catch (CompletionException e) {
            return TenantAnswers.read(e.getCause());
        } catch (CredentialUnavailable e) {
            return TenantAnswers.withoutCredential(e);
        }
    }

    private ConfidentialClientApplication application() {
        try {
            return ConfidentialClientApplication.builder(entra.apiClientId(), credential.current())
                    .authority(entra.tokenAuthorityHost() + "/" + entra.tenantId() + "/")
                    .instanceDiscovery(false)
                    .httpClient(http)
                    .executorService(executor)
                    .disableInternalRetries()
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
