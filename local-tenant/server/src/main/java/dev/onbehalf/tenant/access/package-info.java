/** What the services beside Graph ask of a bearer token: signature, issuer, audience, time, person. */
package dev.onbehalf.tenant.access;
