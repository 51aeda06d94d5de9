package dev.onbehalf.orders.search;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onbehalf.orders.onbehalfof.OnBehalfOf;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/**
 * An index of Azure AI Search, asked as the signed-in user: the service sees who searches and its roles decide.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/searchservice/documents/search-post">Search documents</a>
 */
@RegisterRestClient(configKey = "search")
@OnBehalfOf("https://search.azure.com/.default")
interface SearchIndex {

    String API_VERSION = "2024-07-01";

    @POST
    @Path("/indexes/{index}/docs/search")
    Found search(@PathParam("index") String index, @QueryParam("api-version") String apiVersion, Wanted wanted);

    /** @param top and {@code skip} are counted in documents */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Wanted(
            String search,
            String filter,
            String select,
            String searchMode,
            String queryType,
            int top,
            int skip,
            boolean count) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Found(@JsonProperty("@odata.count") Long count, List<Product> value) {}

    /** Fields of the index; the service adds members of its own. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Product(
            String id,
            String name,
            String nameJa,
            String description,
            String descriptionJa,
            String category,
            java.math.BigDecimal price,
            String currency,
            Boolean inStock,
            Double rating,
            List<String> tags) {}
}
