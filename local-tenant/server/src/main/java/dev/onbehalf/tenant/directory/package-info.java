/** Tenants, people, applications and what people have consented to. */
package dev.onbehalf.tenant.directory;
