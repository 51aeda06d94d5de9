/** What goes wrong on purpose: on the wire, in an answer, in the directory, in what the chat model says. */
package dev.onbehalf.tenant.fault;
