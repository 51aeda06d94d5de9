package dev.onbehalf.orders.credential;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.IClientCredential;
import java.util.Optional;

/** A client secret: the least of the four, since it can be copied. */
record Secret(String value) implements ApiCredential {

    static Secret of(CredentialConfig config) {
        return new Secret(config.apiClientSecret().map(String::strip).orElse(""));
    }

    @Override
    public String description() {
        return "a secret";
    }

    @Override
    public Optional<String> refusal() {
        return value.isEmpty()
                ? Optional.of("entra.api-client-secret is missing. Create a client secret for the registration of"
                        + " orders-api (Certificates & secrets) and set ENTRA_API_CLIENT_SECRET, or choose another"
                        + " kind with ENTRA_API_CREDENTIAL (certificate, workload-identity, managed-identity).")
                : Optional.empty();
    }

    @Override
    public IClientCredential current() {
        return ClientCredentialFactory.createFromSecret(value);
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
