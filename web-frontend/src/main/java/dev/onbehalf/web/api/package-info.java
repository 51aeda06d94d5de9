/** How this application talks to orders-api, and what it makes of a refusal. */
package dev.onbehalf.web.api;
