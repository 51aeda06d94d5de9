package dev.onbehalf.web.signin;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** The tenant and this application's registration in it. */
@ConfigMapping(prefix = "entra")
public interface EntraConfig {

    /** Scheme and host of the authority: Microsoft's cloud, or the local tenant in dev, test and demo. */
    URI authorityHost();

    /** GUID of the tenant. */
    String tenantId();

    String webClientId();

    Optional<String> webClientSecret();

    /** Only to name the scopes of the API. */
    String apiAppIdUri();
}
