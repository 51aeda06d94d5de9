/**
 * Examines the configuration of both applications: by itself, against the tenant's metadata, and by asking the tenant. It
 * reads what the applications read, talks to the tenant as they do, and changes nothing.
 */
package dev.onbehalf.doctor;
