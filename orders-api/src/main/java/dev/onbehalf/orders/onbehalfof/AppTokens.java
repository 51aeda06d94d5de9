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
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tokens for what this API does as itself, with nobody signed in (client credentials). They are never used for a user's
 * request, and a user's are never used here: MSAL4J would hand a user's token to a request of the application when both
 * go through one object, so that these go through objects that have never seen a user.
 */
@Singleton
@Unremovable
class AppTokens {

    private final Entra entra;
    private final MsalHttp http;
    private final ApiCredential credential;
    private final OnBehalfOfConfig config;
    private final Clock clock;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    // As many as this API calls other APIs: a handful.
    private final Map<String, Granted> held = new ConcurrentHashMap<>();
    private final ReentrantLock asking = new ReentrantLock();

    AppTokens(Entra entra, EntraHttp http, ApiCredential credential, OnBehalfOfConfig config, Clock clock) {
        this.entra = entra;
        this.http = new MsalHttp(http.client(), entra.readTimeout());
        this.credential = credential;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param audience the App ID URI of the other API; the token has the app roles an administrator granted there
     * @return granted, refused or unavailable: without a user there is nobody to challenge
     */
    Exchange tokenFor(String audience) {
        if (usable(held.get(audience)) instanceof Granted granted) {
            return granted;
        }
        asking.lock();
        try {
            if (usable(held.get(audience)) instanceof Granted justNow) {
                return justNow;
            }
            Exchange answer = ask(audience);
            if (answer instanceof Granted granted) {
                held.put(audience, granted);
            }
            return answer;
        } finally {
            asking.unlock();
        }
    }

    private Granted usable(Granted granted) {
        boolean alive = granted != null
                && clock.instant().isBefore(granted.token().expiresAt().minus(config.expirySkew()));
        return alive ? granted : null;
    }

    private Exchange ask(String audience) {
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
