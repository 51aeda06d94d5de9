package dev.onbehalf.tenant.http;

import java.util.Map;

/** Remarks for the audit, written by whoever learns them while the call is answered. */
public final class CallNotes {
    public String tenant;
    public String clientId;
    public String user;
    public String grantType;
    public String error;
    public Integer aadsts;
    public Map<String, Object> token;

    /** What went wrong on purpose. */
    public String fault;

    CallNotes() {}
}
