package dev.onbehalf.web.product;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.onbehalf.web.api.ReadsProblems;
import dev.onbehalf.web.signin.CallsWithUserToken;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The products that the signed-in user may find, at orders-api. */
@RegisterRestClient(configKey = "orders-api")
@RegisterProvider(CallsWithUserToken.class)
@RegisterProvider(ReadsProblems.class)
@Path("/products")
@Produces(MediaType.APPLICATION_JSON)
interface ProductsApi {

    /** The best of {@code total}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Batch(List<Product> products, long total) {}

    /** The Japanese texts may be null. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Product(
            String id,
            String name,
            String nameJa,
            String description,
            String descriptionJa,
            BigDecimal price,
            String currency,
            Boolean inStock) {}

    /** @param words at most 200 characters */
    @GET
    Batch search(@QueryParam("q") String words, @QueryParam("size") int size);
}
