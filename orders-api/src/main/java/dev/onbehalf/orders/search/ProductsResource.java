package dev.onbehalf.orders.search;

import dev.onbehalf.orders.access.Scopes;
import dev.onbehalf.orders.problem.Parameters;
import dev.onbehalf.orders.problem.ProblemException;
import dev.onbehalf.orders.problem.ProblemType;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The products a user may find, as Azure AI Search knows them. */
@Path("/products")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "products")
class ProductsResource {

    private static final String FIELDS =
            "id,name,nameJa,description,descriptionJa,category,price,currency,inStock,rating,tags";
    private static final int LONGEST_QUERY = 200;
    private static final int LONGEST_CATEGORY = 60;
    private static final int LARGEST_PAGE = 50;
    /** Azure AI Search skips no further. */
    private static final int DEEPEST_DOCUMENT = 100_000;

    private final SearchIndex index;
    private final SearchConfig config;

    ProductsResource(@RestClient SearchIndex index, SearchConfig config) {
        this.index = index;
        this.config = config;
    }

    @Schema(name = "Products")
    record Page(List<SearchIndex.Product> products, int page, int size, long total) {}

    @GET
    @PermissionsAllowed(Scopes.ACCESS_AS_USER)
    @Operation(operationId = "searchProducts", summary = "Products by words and category, best first")
    @APIResponseSchema(Page.class)
    public Page search(
            @Parameter(description = "Words, at most 200 characters; nothing finds everything") @QueryParam("q")
                    String q,
            @Parameter(description = "Exact name of a category") @QueryParam("category") String category,
            @Parameter(description = "Zero-based") @QueryParam("page") @DefaultValue("0") String page,
            @Parameter(description = "1 to 50") @QueryParam("size") @DefaultValue("20") String size) {
        requireSearch();
        Parameters parameters = new Parameters();
        String words = parameters.text("q", q, LONGEST_QUERY);
        String wantedCategory = parameters.text("category", category, LONGEST_CATEGORY);
        int top = parameters.number("size", size, 1, LARGEST_PAGE);
        int wantedPage = parameters.number("page", page, 0, DEEPEST_DOCUMENT / top);
        parameters.check("Products cannot be searched like this.");
        SearchIndex.Found found = index.search(
                config.index(),
                SearchIndex.API_VERSION,
                new SearchIndex.Wanted(
                        words.isEmpty() ? "*" : words,
                        wantedCategory.isEmpty() ? null : "category eq " + literal(wantedCategory),
                        FIELDS,
                        "all",
                        "simple",
                        top,
                        wantedPage * top,
                        true));
        List<SearchIndex.Product> products = found.value() == null ? List.of() : found.value();
        return new Page(products, wantedPage, top, found.count() == null ? products.size() : found.count());
    }

    private void requireSearch() {
        if (config.url().isEmpty()) {
            throw new ProblemException(
                    ProblemType.SEARCH_NOT_CONFIGURED, "This API was not told which search service to ask.");
        }
    }

    /** OData writes a quote inside a literal twice; there is nothing else to escape. */
    private static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
