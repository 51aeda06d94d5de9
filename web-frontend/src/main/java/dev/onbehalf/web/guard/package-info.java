/** What browsers are told not to do for anybody, and which requests are turned away before anything looks at them. */
package dev.onbehalf.web.guard;
