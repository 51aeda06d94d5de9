/** Conditional Access, as much of it as applications notice: what must be true before a token is issued. */
package dev.onbehalf.tenant.policy;
