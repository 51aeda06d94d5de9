/** Azure AI Search with one index, {@code products}: queries, filters, facets, trimming by groups. */
package dev.onbehalf.tenant.search;
