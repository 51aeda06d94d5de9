/**
 * Signing in and out at Entra ID: quarkus-oidc runs the code flow, the session store keeps what comes of it, and calls to orders-api
 * carry the session's token. No token leaves this package except inside such a call.
 */
package dev.onbehalf.web.signin;
