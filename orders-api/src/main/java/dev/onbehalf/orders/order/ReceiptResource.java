package dev.onbehalf.orders.order;

import dev.onbehalf.orders.access.CurrentCaller;
import dev.onbehalf.orders.access.Scopes;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/orders/{id}/receipt")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "orders")
class ReceiptResource {

    private final ReceiptByMail receipts;
    private final CurrentCaller caller;

    ReceiptResource(ReceiptByMail receipts, CurrentCaller caller) {
        this.receipts = receipts;
        this.caller = caller;
    }

    @POST
    @PermissionsAllowed(Scopes.ORDERS_READ_WRITE)
    @Operation(
            operationId = "sendReceipt",
            summary = "E-mails the receipt from and to the caller's own mailbox, once for each Idempotency-Key")
    @APIResponse(
            responseCode = "202",
            description = "Sent; or, marked Idempotent-Replayed, sent before",
            content = @Content(schema = @Schema(implementation = OrderAnswer.class)))
    @APIResponse(
            responseCode = "401",
            description = "Consent to Mail.Send is missing, or more is needed of the user: see WWW-Authenticate")
    public Response send(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key")
                    @NotNull(message = IdempotencyKeys.MISSING)
                    @Pattern(regexp = IdempotencyKeys.FORM, message = IdempotencyKeys.WRONG)
                    String idempotencyKey,
            @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE) String acceptLanguage) {
        ReceiptByMail.Sent sent =
                receipts.send(Owner.user(caller.user()), OrderIds.parse(id), idempotencyKey, acceptLanguage);
        Response.ResponseBuilder answer = Response.accepted(sent.order());
        return sent.replayed() ? answer.header("Idempotent-Replayed", true).build() : answer.build();
    }
}
