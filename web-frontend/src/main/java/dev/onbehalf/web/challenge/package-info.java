/**
 * When orders-api wants more of a person: the way to the tenant and back, and what becomes of the work that was interrupted.
 */
package dev.onbehalf.web.challenge;
