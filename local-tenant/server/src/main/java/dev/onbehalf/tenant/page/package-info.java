/** The pages people see: one layout, one style sheet, texts in English and Japanese. */
package dev.onbehalf.tenant.page;
