package dev.onbehalf.web.order;

import dev.onbehalf.web.api.Api;
import dev.onbehalf.web.api.ApiProblem;
import dev.onbehalf.web.api.ApiProblem.FieldError;
import dev.onbehalf.web.api.ApiRefused;
import dev.onbehalf.web.api.ApiUnreachable;
import dev.onbehalf.web.order.OrderPages.NewOrderForm;
import dev.onbehalf.web.order.OrderPages.OrderDetail;
import dev.onbehalf.web.order.OrderPages.OrderList;
import dev.onbehalf.web.order.OrderPages.OrderRow;
import dev.onbehalf.web.order.OrderPages.Paging;
import dev.onbehalf.web.order.OrderPages.Trouble;
import dev.onbehalf.web.order.OrdersApi.Batch;
import dev.onbehalf.web.page.Language;
import dev.onbehalf.web.page.Page;
import dev.onbehalf.web.product.Findings;
import dev.onbehalf.web.product.ProductSearch;
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
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;

@Path("/orders")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class OrdersResource {

    /** What happened just before, as the address of the page says it: no state is kept for it. */
    static final Set<String> NOTICES = Set.of(
            "placed",
            "cancelled",
            "not-cancelled",
            "approved",
            "not-approved",
            "receipt-sent",
            "receipt-under-way",
            ReceiptResource.UNCONFIRMED);

    static final String ID = "{id: [0-9a-fA-F-]{36}}";
    private static final Set<String> FIELDS = Set.of("item", "quantity", "unitPrice", "note");

    private final OrdersApi orders;
    private final ProductSearch products;
    private final Page page;

    OrdersResource(@RestClient OrdersApi orders, ProductSearch products, Page page) {
        this.orders = orders;
        this.products = products;
        this.page = page;
    }

    @GET
    public Response list(@QueryParam("page") @DefaultValue("1") String asked) {
        int number = Paging.asked(asked);
        Batch batch = Api.ask(() -> orders.page(number - 1, Paging.SIZE));
        Paging paging = Paging.of(number, batch.total());
        if (paging.isBeyondTheLast()) {
            return seeOther("/orders?page=" + paging.pages());
        }
        List<OrderRow> rows = batch.orders().stream().map(this::row).toList();
        return Response.ok(new OrderList(rows, paging)).build();
    }

    @GET
    @Path("new")
    public NewOrderForm form(
            @QueryParam("q") String words, @QueryParam("item") String item, @QueryParam("unitPrice") String unitPrice) {
        Findings findings = products.find(words, language());
        return new NewOrderForm(OrderForm.of(item, unitPrice), Map.of(), List.of(), Trouble.NONE, findings);
    }

    @POST
    @Path("new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response place(MultivaluedMap<String, String> fields) {
        OrderForm form = OrderForm.of(fields);
        Map<String, String> mistakes = form.mistakes(language().texts(OrderText.class));
        if (!mistakes.isEmpty()) {
            return again(422, form, mistakes, List.of(), Trouble.MISTAKES);
        }
        try {
            Order placed = Api.ask(() -> orders.place(form.key(), form.order()));
            return seeOther("/orders/" + placed.id() + "?placed");
        } catch (ApiUnreachable silent) {
            // Perhaps the order has arrived: the same key makes a second attempt harmless.
            return again(503, form, Map.of(), List.of(), Trouble.UNREACHABLE);
        } catch (ApiRefused refused) {
            return refused(form, refused);
        }
    }

    @GET
    @Path(ID)
    public OrderDetail detail(@PathParam("id") String id, UriInfo address) {
        Order order = Api.ask(() -> orders.read(id));
        String notice = address.getQueryParameters().keySet().stream()
                .filter(NOTICES::contains)
                .findFirst()
                .orElse("");
        return OrderDetail.of(row(order), notice);
    }

    @POST
    @Path(ID + "/cancel")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response cancel(@PathParam("id") String id) {
        try {
            Api.ask(() -> orders.cancel(id));
            return seeOther("/orders/" + id + "?cancelled");
        } catch (ApiRefused refused) {
            if (refused.problem().status() == Response.Status.CONFLICT.getStatusCode()) {
                return seeOther("/orders/" + id + "?not-cancelled");
            }
            throw refused;
        }
    }

    private Response refused(OrderForm form, ApiRefused refused) {
        ApiProblem problem = refused.problem();
        if (problem.is("idempotency-key-reused")) {
            return again(409, form.asAnotherOrder(), Map.of(), List.of(), Trouble.KEY_USED);
        }
        if (problem.errors().isEmpty()) {
            throw refused;
        }
        Map<String, String> mistakes = new HashMap<>();
        problem.errors().stream()
                .filter(error -> FIELDS.contains(error.field()))
                .forEach(error -> mistakes.putIfAbsent(error.field(), error.message()));
        List<FieldError> others = problem.errors().stream()
                .filter(error -> !FIELDS.contains(error.field()))
                .toList();
        return again(422, form, mistakes, others, Trouble.MISTAKES);
    }

    private OrderRow row(Order order) {
        return OrderRow.of(order, language());
    }

    private Language language() {
        return page.language();
    }

    private Response again(
            int status, OrderForm form, Map<String, String> mistakes, List<FieldError> others, Trouble trouble) {
        return Response.status(status)
                .entity(new NewOrderForm(form, mistakes, others, trouble, products.nothingYet()))
                .build();
    }

    private static Response seeOther(String path) {
        return Response.seeOther(URI.create(path)).build();
    }
}
