/** Metadata: where everything is, for those who ask before they come. */
package dev.onbehalf.tenant.discovery;
