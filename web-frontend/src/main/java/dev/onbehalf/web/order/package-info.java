/** Orders: list, place, read, cancel. They belong to orders-api; nothing is kept here. */
package dev.onbehalf.web.order;
