package dev.onbehalf.orders.credential;

import com.microsoft.aad.msal4j.IClientCredential;
import java.util.Optional;

/**
 * How this API proves to the tenant that it is itself.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/certificate-credentials">Credentials of an
 *     application</a>
 */
public sealed interface ApiCredential permits Secret, Certificate, WorkloadIdentity, ManagedIdentity {

    /** The values of {@code entra.api-credential}. */
    enum Kind {
        SECRET,
        CERTIFICATE,
        WORKLOAD_IDENTITY,
        MANAGED_IDENTITY
    }

    /** As the start-up log names it, without anything secret: {@code a secret}. */
    String description();

    /** Why the application must not start with it, and what to do; empty when it may. */
    Optional<String> refusal();

    /**
     * The proof for one request, made anew each time: files are replaced and tokens end while the application runs.
     *
     * @throws CredentialUnavailable when there is none at this moment
     */
    IClientCredential current();
}
