package dev.onbehalf.tenant.chat;

import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal in the words of the chat completions API. */
final class ChatError extends RuntimeException {
    private final int status;
    private final String type;
    private final String param;
    private final String code;

    private ChatError(int status, String type, String param, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
    }

    static ChatError invalid(String param, String message) {
        return new ChatError(400, "invalid_request_error", param, null, message);
    }

    static ChatError tooLong() {
        return new ChatError(
                400,
                "invalid_request_error",
                "messages",
                "context_length_exceeded",
                "This model's maximum context length is " + ChatRequest.CONTEXT_TOKENS
                        + " tokens. Please reduce the length of the messages.");
    }

    static ChatError filtered() {
        return new ChatError(
                400,
                null,
                "prompt",
                "content_filter",
                "The response was filtered due to the prompt triggering the content management policy.");
    }

    static ChatError unauthorized() {
        return new ChatError(
                401,
                "invalid_request_error",
                null,
                "invalid_api_key",
                "Access denied due to an invalid key or token, or one for another audience.");
    }

    static ChatError noDeployment() {
        return new ChatError(
                404,
                "invalid_request_error",
                "model",
                "DeploymentNotFound",
                "The API deployment for this resource does not exist.");
    }

    int status() {
        return status;
    }

    String code() {
        return code == null ? type : code;
    }

    Map<String, Object> body() {
        var error = new LinkedHashMap<String, Object>();
        error.put("message", getMessage());
        error.put("type", type);
        error.put("param", param);
        error.put("code", code);
        if ("content_filter".equals(code)) {
            error.put("status", 400);
            error.put(
                    "innererror",
                    Map.of(
                            "code",
                            "ResponsibleAIPolicyViolation",
                            "content_filter_result",
                            Map.of("violence", Map.of("filtered", true, "severity", "medium"))));
        }
        return Map.of("error", error);
    }
}
