package dev.onbehalf.tenant.token;

/** How a client proved who it is; {@code azpacr} in v2 tokens, {@code appidacr} in v1. */
public enum Credential {
    NONE("0"),
    SECRET("1"),
    CERTIFICATE("2");

    private final String acr;

    Credential(String acr) {
        this.acr = acr;
    }

    String acr() {
        return acr;
    }
}
