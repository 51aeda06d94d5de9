/** The signed-in user as Microsoft Graph knows them. */
package dev.onbehalf.web.profile;
