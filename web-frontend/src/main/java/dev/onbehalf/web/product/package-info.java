/** Looking products up in Azure AI Search, through orders-api and in the name of the person who looks. */
package dev.onbehalf.web.product;
