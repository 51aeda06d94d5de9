/** Microsoft Entra ID, Graph, AI Search and a chat model on this machine, for development, tests and the demo. */
package dev.onbehalf.tenant;
