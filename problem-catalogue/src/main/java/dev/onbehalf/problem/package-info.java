/** What can go wrong in this system, in plain words: read from {@code problems.properties}, and from nowhere else. */
package dev.onbehalf.problem;
