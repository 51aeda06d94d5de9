/** A chat model that thinks by rules: what is said in English or Japanese becomes tool calls, their results an answer. */
package dev.onbehalf.tenant.chat;
