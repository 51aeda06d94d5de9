/** The part of Microsoft Graph that the applications use. */
package dev.onbehalf.tenant.graph;
