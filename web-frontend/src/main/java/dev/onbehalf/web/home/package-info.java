/** The start page. */
package dev.onbehalf.web.home;
