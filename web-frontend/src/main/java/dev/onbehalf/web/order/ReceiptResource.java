package dev.onbehalf.web.order;

import dev.onbehalf.web.api.Api;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * E-mails people the receipt of their order. The key stands in the page, so a second click, a second tab and the way through the
 * tenant all name the same mail.
 */
@Path("/orders")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ReceiptResource {

    private final OrdersApi orders;

    ReceiptResource(@RestClient OrdersApi orders) {
        this.orders = orders;
    }

    @POST
    @Path(OrdersResource.ID + "/receipt")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response send(@PathParam("id") String id, @FormParam("key") String key) {
        if (!OrderForm.isKey(key)) {
            throw new BadRequestException();
        }
        Api.ask(() -> orders.sendReceipt(key, id));
        return Response.seeOther(URI.create("/orders/" + id + "?receipt-sent")).build();
    }
}
