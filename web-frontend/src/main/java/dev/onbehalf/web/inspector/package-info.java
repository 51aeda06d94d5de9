/** What the tokens of this session say, and what the API makes of them. Claims only. */
package dev.onbehalf.web.inspector;
