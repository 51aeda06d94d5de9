package dev.onbehalf.orders.order;

import dev.onbehalf.orders.access.CurrentCaller;
import dev.onbehalf.orders.access.Scopes;
import dev.onbehalf.orders.problem.Problem.FieldError;
import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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

    private static final int LARGEST_PAGE = 100;
    /** Deep pages cost the database what they skip. */
    private static final int DEEPEST_ROW = 100_000;

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
        List<FieldError> errors = new ArrayList<>();
        int rows = number("size", size, 1, LARGEST_PAGE, errors);
        int wanted = number("page", page, 0, DEEPEST_ROW / Math.max(1, rows), errors);
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.PARAMETER_INVALID, "The page asked for does not exist.")
                    .errors(errors);
        }
        return orders.page(Owner.of(caller.get()), wanted, rows);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed(Scopes.ORDERS_READ_WRITE)
    @Operation(operationId = "placeOrder", summary = "Places an order, once for each Idempotency-Key")
    @APIResponse(responseCode = "201", description = "Placed; or, marked Idempotent-Replayed, placed before")
    public Response place(
            @HeaderParam("Idempotency-Key")
                    @NotNull(message = "must be sent")
                    @Pattern(
                            regexp = "[A-Za-z0-9_-]{1,64}",
                            message = "must be 1 to 64 characters out of A-Z a-z 0-9 _ -")
                    String idempotencyKey,
            @NotNull(message = "must not be empty") @Valid OrderRequest body) {
        Orders.Placement placement = orders.place(Owner.user(caller.user()), idempotencyKey, body);
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
        return orders.order(Owner.of(caller.get()), uuid(id)).orElseThrow(OrderFailure::notFound);
    }

    @POST
    @Path("/{id}/cancel")
    @PermissionsAllowed(Scopes.ORDERS_READ_WRITE)
    @Operation(operationId = "cancelOrder", summary = "Cancels an order that has not been approved")
    @APIResponseSchema(value = OrderAnswer.class, responseCode = "200")
    public OrderAnswer cancel(@PathParam("id") String id) {
        return orders.cancel(Owner.user(caller.user()), uuid(id)).orElseThrow(OrderFailure::notFound);
    }

    private static UUID uuid(String id) {
        // UUID.fromString alone takes 1-1-1-1-1 too.
        if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new ProblemException(ProblemType.PARAMETER_INVALID, "The id of an order is a UUID.")
                    .errors(List.of(new FieldError("id", "must be a UUID")));
        }
        return UUID.fromString(id);
    }

    private static int number(String name, String value, int least, int most, List<FieldError> errors) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        errors.add(new FieldError(name, "must be a whole number from " + least + " to " + most));
        return least;
    }
}
