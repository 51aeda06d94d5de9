/** Sign-out: the session ends, its applications are told in hidden frames, the person goes on. */
package dev.onbehalf.tenant.signout;
