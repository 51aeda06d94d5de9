package dev.onbehalf.orders.order;

import dev.onbehalf.orders.access.CurrentCaller;
import dev.onbehalf.orders.access.Roles;
import dev.onbehalf.orders.access.Scopes;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/orders")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "orders")
class OrdersResource {

    private static final int LONGEST_NAME = 256;

    private final Orders orders;
    private final CurrentCaller caller;

    OrdersResource(Orders orders, CurrentCaller caller) {
        this.orders = orders;
        this.caller = caller;
    }

    @GET
    @PermissionsAllowed(Scopes.ORDERS_READ)
    @Operation(operationId = "listOrders", summary = "The caller's orders, newest first")
    @APIResponseSchema(OrderAnswer.Page.class)
    public OrderAnswer.Page list(
            @Parameter(description = "Zero-based") @QueryParam("page") @DefaultValue("0") String page,
            @Parameter(description = "1 to 100") @QueryParam("size") @DefaultValue("20") String size) {
        Rows rows = Rows.of(page, size);
        return orders.page(Owner.of(caller.get()), rows.page(), rows.size());
    }

    @GET
    @Path("/awaiting-approval")
    @PermissionsAllowed(Scopes.ORDERS_READ)
    @PermissionsAllowed(Roles.MAY_APPROVE)
    @Operation(
            operationId = "listOrdersAwaitingApproval",
            summary = "What others have placed, the longest waiting first")
    @APIResponseSchema(OrderAnswer.Page.class)
    public OrderAnswer.Page awaitingApproval(
            @Parameter(description = "Zero-based") @QueryParam("page") @DefaultValue("0") String page,
            @Parameter(description = "1 to 100") @QueryParam("size") @DefaultValue("20") String size) {
        Rows rows = Rows.of(page, size);
        return orders.awaitingApproval(approver(), rows.page(), rows.size());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Scopes.ORDERS_READ_WRITE)
    @Operation(operationId = "placeOrder", summary = "Places an order, once for each Idempotency-Key")
    @APIResponse(responseCode = "201", description = "Placed; or, marked Idempotent-Replayed, placed before")
    public Response place(
            @HeaderParam("Idempotency-Key")
                    @NotNull(message = IdempotencyKeys.MISSING)
                    @Pattern(regexp = IdempotencyKeys.FORM, message = IdempotencyKeys.WRONG)
                    String idempotencyKey,
            @NotNull(message = "must not be empty") @Valid OrderRequest body) {
        Orders.Placement placement = orders.place(Owner.user(caller.user()), displayName(), idempotencyKey, body);
        Response.ResponseBuilder answer = Response.created(
                        URI.create("/orders/" + placement.order().id()))
                .entity(placement.order());
        return placement.replayed() ? answer.header("Idempotent-Replayed", true).build() : answer.build();
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Scopes.ORDERS_READ)
    @Operation(operationId = "readOrder", summary = "One order")
    @APIResponseSchema(OrderAnswer.class)
    public OrderAnswer read(@PathParam("id") String id) {
        Owner owner = caller.hasRole(Roles.ORDERS_APPROVE) ? Owner.everybody(caller.get()) : Owner.of(caller.get());
        return orders.order(owner, OrderIds.parse(id)).orElseThrow(OrderFailure::notFound);
    }

    @POST
    @Path("/{id}/cancel")
    @PermissionsAllowed(Scopes.ORDERS_READ_WRITE)
    @Operation(operationId = "cancelOrder", summary = "Cancels an order that has not been approved")
    @APIResponseSchema(value = OrderAnswer.class, responseCode = "200")
    public OrderAnswer cancel(@PathParam("id") String id) {
        return orders.cancel(Owner.user(caller.user()), OrderIds.parse(id)).orElseThrow(OrderFailure::notFound);
    }

    @POST
    @Path("/{id}/approve")
    @PermissionsAllowed(Scopes.ORDERS_READ_WRITE)
    @PermissionsAllowed(Roles.MAY_APPROVE)
    @Operation(
            operationId = "approveOrder",
            summary = "Approves somebody else's order; above a limit the sign-in must have satisfied a context (acrs)")
    @APIResponseSchema(value = OrderAnswer.class, responseCode = "200")
    @APIResponse(responseCode = "401", description = "More is needed: sign in with the claims in WWW-Authenticate")
    public OrderAnswer approve(@PathParam("id") String id) {
        return orders.approve(approver(), OrderIds.parse(id)).orElseThrow(OrderFailure::notFound);
    }

    private Approver approver() {
        return Approver.of(caller.user(), caller.authenticationContexts());
    }

    private String displayName() {
        return caller.displayName()
                .map(OrdersResource::kept)
                .filter(name -> !name.isBlank())
                .orElse(null);
    }

    /** As much of a name as there is room for. */
    private static String kept(String name) {
        return name.codePoints()
                .filter(character -> !Character.isISOControl(character))
                .limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
