/** The whole system on one machine: local tenant, PostgreSQL, orders-api and web-frontend, each a real process. */
package dev.onbehalf.stack;
