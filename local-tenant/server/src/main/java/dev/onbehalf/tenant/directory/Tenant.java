package dev.onbehalf.tenant.directory;

/** @param id the tenant's GUID, {@code tid} in tokens */
public record Tenant(String id, String name, String domain) {}
