/** Failures as Entra words them: a number, an OAuth error, a text with trace and correlation id. */
package dev.onbehalf.tenant.error;
