/** What tests and demos do to the tenant from outside: look at it, change it, put it back. */
package dev.onbehalf.tenant.admin;
