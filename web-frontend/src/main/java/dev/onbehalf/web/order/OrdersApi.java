package dev.onbehalf.web.order;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.onbehalf.web.api.ReadsProblems;
import dev.onbehalf.web.signin.CallsWithUserToken;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The orders of the signed-in user, at orders-api. */
@RegisterRestClient(configKey = "orders-api")
@RegisterProvider(CallsWithUserToken.class)
@RegisterProvider(ReadsProblems.class)
@Path("/orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
interface OrdersApi {

    /** One page, newest first. {@code page} counts from zero, {@code total} counts orders. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Batch(List<Order> orders, int page, int size, long total) {}

    /** {@code note} may be null. */
    record NewOrder(String item, int quantity, BigDecimal unitPrice, String note) {}

    @GET
    Batch page(@QueryParam("page") int page, @QueryParam("size") int size);

    /** The same key with the same order gives the first answer again: one order, however often it is sent. */
    @POST
    Order place(@HeaderParam("Idempotency-Key") String idempotencyKey, NewOrder order);

    @GET
    @Path("{id}")
    Order read(@PathParam("id") String id);

    /** Of other people, oldest first; for those who may approve. */
    @GET
    @Path("awaiting-approval")
    Batch awaitingApproval(@QueryParam("page") int page, @QueryParam("size") int size);

    /** An order that is approved already is answered as it is. */
    @POST
    @Path("{id}/approve")
    Order approve(@PathParam("id") String id);

    /** E-mails the receipt in this language to the person who asks; the same key gives the first answer again and sends nothing. */
    @POST
    @Path("{id}/receipt")
    Order sendReceipt(
            @HeaderParam("Idempotency-Key") String idempotencyKey,
            @HeaderParam("Accept-Language") String language,
            @PathParam("id") String id);

    @POST
    @Path("{id}/cancel")
    Order cancel(@PathParam("id") String id);
}
