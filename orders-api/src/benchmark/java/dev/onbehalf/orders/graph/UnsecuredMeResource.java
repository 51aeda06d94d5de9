package dev.onbehalf.orders.graph;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.onbehalf.orders.graph.MeResource.Manager;
import dev.onbehalf.orders.graph.MeResource.Me;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * The twin of {@link MeResource} with neither a check of the caller nor an exchange, against which the cost of both is
 * measured. It is compiled by the Maven profile {@code benchmark} only, into a folder of its own.
 */
@Path("/unsecured/me")
@RunOnVirtualThread
class UnsecuredMeResource {

    private static final String ABOUT_ME =
            "displayName,givenName,jobTitle,mail,officeLocation,mobilePhone,preferredLanguage";
    private static final String ABOUT_THE_MANAGER = "displayName,jobTitle,mail";

    private final Graph graph;
    private final String authorization;

    UnsecuredMeResource(@RestClient Graph graph, @ConfigProperty(name = "benchmark.graph-token") String token) {
        this.graph = graph;
        this.authorization = "Bearer " + token;
    }

    void onlyWithALocalTenant(@Observes StartupEvent start) {
        if (!ConfigUtils.isProfileActive("demo")) {
            throw new IllegalStateException("This build answers without asking who calls: profile demo only.");
        }
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    public Me me() {
        Graph.User user = graph.me(authorization, ABOUT_ME);
        Graph.User manager = graph.manager(authorization, ABOUT_THE_MANAGER);
        return new Me(
                user.displayName(),
                user.givenName(),
                user.jobTitle(),
                user.mail(),
                user.officeLocation(),
                user.mobilePhone(),
                user.preferredLanguage(),
                new Manager(manager.displayName(), manager.jobTitle(), manager.mail()));
    }

    @RegisterRestClient(configKey = "graph-without-exchange")
    @Path("/me")
    interface Graph {

        @GET
        User me(@HeaderParam("Authorization") String authorization, @QueryParam("$select") String select);

        @GET
        @Path("/manager")
        User manager(@HeaderParam("Authorization") String authorization, @QueryParam("$select") String select);

        @JsonIgnoreProperties(ignoreUnknown = true)
        record User(
                String displayName,
                String givenName,
                String jobTitle,
                String mail,
                String officeLocation,
                String mobilePhone,
                String preferredLanguage) {}
    }
}
