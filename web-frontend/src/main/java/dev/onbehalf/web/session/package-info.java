/**
 * Keeps a signed-in person's tokens on the server. The browser holds a random number; the store holds one record per session, found
 * by the hash of that number. Knows nothing of HTTP pages or of Entra.
 */
package dev.onbehalf.web.session;
