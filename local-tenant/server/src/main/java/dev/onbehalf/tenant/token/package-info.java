/** The token endpoint: who the client is, which grant it brings, and what it gets for it. */
package dev.onbehalf.tenant.token;
