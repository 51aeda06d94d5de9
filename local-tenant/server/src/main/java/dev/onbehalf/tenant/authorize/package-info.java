/** The front door: an ordered list of checks, then whatever the person still has to do, then the answer. */
package dev.onbehalf.tenant.authorize;
