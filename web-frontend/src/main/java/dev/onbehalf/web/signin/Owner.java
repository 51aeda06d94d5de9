package dev.onbehalf.web.signin;

/** Whose something is: the only key of a user. */
public record Owner(String tenantId, String objectId) {}
