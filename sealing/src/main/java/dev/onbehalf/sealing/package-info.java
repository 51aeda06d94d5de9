/** What both applications keep outside their own memory is sealed by this one piece of code. */
package dev.onbehalf.sealing;
