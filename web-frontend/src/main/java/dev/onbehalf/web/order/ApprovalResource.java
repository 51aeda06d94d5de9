package dev.onbehalf.web.order;

import dev.onbehalf.web.api.Api;
import dev.onbehalf.web.api.ApiRefused;
import dev.onbehalf.web.order.OrderPages.AwaitingApproval;
import dev.onbehalf.web.order.OrderPages.OrderRow;
import dev.onbehalf.web.order.OrderPages.Paging;
import dev.onbehalf.web.order.OrdersApi.Batch;
import dev.onbehalf.web.page.Page;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Orders of other people that wait for somebody's word. Who may give it is for orders-api to say, and so is what it takes. */
@Path("/orders")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ApprovalResource {

    private final OrdersApi orders;
    private final Page page;

    ApprovalResource(@RestClient OrdersApi orders, Page page) {
        this.orders = orders;
        this.page = page;
    }

    @GET
    @Path("awaiting-approval")
    public Response list(@QueryParam("page") @DefaultValue("1") String asked) {
        int number = Paging.asked(asked);
        Batch batch = Api.ask(() -> orders.awaitingApproval(number - 1, Paging.SIZE));
        Paging paging = Paging.of(number, batch.total());
        if (paging.isBeyondTheLast()) {
            return seeOther("/orders/awaiting-approval?page=" + paging.pages());
        }
        List<OrderRow> rows = batch.orders().stream()
                .map(order -> OrderRow.of(order, page.language()))
                .toList();
        return Response.ok(new AwaitingApproval(rows, paging)).build();
    }

    @POST
    @Path(OrdersResource.ID + "/approve")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response approve(@PathParam("id") String id) {
        try {
            Api.ask(() -> orders.approve(id));
            return seeOther("/orders/" + id + "?approved");
        } catch (ApiRefused refused) {
            if (refused.problem().status() == Response.Status.CONFLICT.getStatusCode()) {
                return seeOther("/orders/" + id + "?not-approved");
            }
            throw refused;
        }
    }

    private static Response seeOther(String path) {
        return Response.seeOther(URI.create(path)).build();
    }
}
