/** The frame that all pages share: language, navigation, the signed-in person, stylesheet and script. */
package dev.onbehalf.web.page;
