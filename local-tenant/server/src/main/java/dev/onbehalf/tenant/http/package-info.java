/** The small HTTP layer: a call in, a reply out, and Jetty behind both. Nothing else here knows Jetty. */
package dev.onbehalf.tenant.http;
