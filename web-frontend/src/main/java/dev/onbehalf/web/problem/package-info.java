/** Every failure a person can meet as a page that says what happened, what to do, and what to quote when asking for help. */
package dev.onbehalf.web.problem;
