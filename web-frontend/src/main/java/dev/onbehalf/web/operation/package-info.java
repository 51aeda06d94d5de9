/** What whoever operates the application is told, on the management port. */
package dev.onbehalf.web.operation;
