package dev.onbehalf.web.order;

import dev.onbehalf.web.api.Api;
import dev.onbehalf.web.api.ApiRefused;
import dev.onbehalf.web.page.Page;
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

    /** Nobody knows whether that mail was sent. Who then asks again asks for another one. */
    static final String UNCONFIRMED = "receipt-unconfirmed";

    private final OrdersApi orders;
    private final Page page;

    ReceiptResource(@RestClient OrdersApi orders, Page page) {
        this.orders = orders;
        this.page = page;
    }

    @POST
    @Path(OrdersResource.ID + "/receipt")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response send(@PathParam("id") String id, @FormParam("key") String key) {
        if (!OrderForm.isKey(key)) {
            throw new BadRequestException();
        }
        return Response.seeOther(URI.create("/orders/" + id + "?" + outcome(key, id)))
                .build();
    }

    private String outcome(String key, String id) {
        try {
            Api.ask(() -> orders.sendReceipt(key, page.language().tag(), id));
            return "receipt-sent";
        } catch (ApiRefused refused) {
            if (refused.problem().is("receipt-under-way")) {
                return "receipt-under-way";
            }
            if (refused.problem().is(UNCONFIRMED)) {
                return UNCONFIRMED;
            }
            throw refused;
        }
    }
}
