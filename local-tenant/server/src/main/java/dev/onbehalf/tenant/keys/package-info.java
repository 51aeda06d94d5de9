/** Keys: those that sign tokens, the one that seals codes and refresh tokens, and the certificate of https. */
package dev.onbehalf.tenant.keys;
