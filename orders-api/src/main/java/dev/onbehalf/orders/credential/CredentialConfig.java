package dev.onbehalf.orders.credential;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Which proof is used, and where it is found. Only the settings of the chosen kind are read. */
@ConfigMapping(prefix = "entra")
interface CredentialConfig {

    @WithDefault("secret")
    ApiCredential.Kind apiCredential();

    /** For {@code secret}. */
    Optional<String> apiClientSecret();

    /** For {@code certificate}. */
    CertificateFiles apiCertificate();

    /** For {@code workload-identity}: the projected service account token. The webhook of Azure sets the variable. */
    @WithDefault("${azure.federated.token.file:}")
    Optional<Path> federatedTokenFile();

    /** For {@code managed-identity}. */
    Machine managedIdentity();

    interface CertificateFiles {

        /** PEM (certificate, chain, and the key unless that has a file of its own) or PKCS12. */
        Optional<Path> file();

        /** PEM with the private key, as in a Kubernetes TLS secret; unset when it is in the same file. */
        Optional<Path> keyFile();

        /** Of the PKCS12 file. */
        Optional<String> password();
    }

    interface Machine {

        /** Client id of a user-assigned identity; unset for the machine's own. */
        Optional<String> clientId();

        /** Base address of the machine's identity service (IMDS). The variable is the one MSAL honours. */
        @WithDefault("${azure.pod.identity.authority.host:http://169.254.169.254}")
        URI endpoint();

        /** Set by App Service and Container Apps, whose service is asked instead when it is there. */
        @WithDefault("${identity.endpoint:}")
        Optional<URI> appServiceEndpoint();

        /** The proof that the caller runs inside the container. */
        @WithDefault("${identity.header:}")
        Optional<String> appServiceHeader();

        /** Audience of federated credentials; other clouds have others. */
        @WithDefault("api://AzureADTokenExchange")
        String audience();
    }
}
