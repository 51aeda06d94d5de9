package dev.onbehalf.stack;

import dev.onbehalf.tenant.Entra;
import dev.onbehalf.tenant.StandardSeed;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** What the packaged applications are told in their environment: the local tenant in place of Microsoft's clouds. */
record Settings(Entra tenant, EmbeddedPostgres postgres) {

    Map<String, String> ofApi(int port, int managementPort) {
        Map<String, String> environment = ofBoth(port, managementPort);
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.getJdbcUrl("postgres", "postgres"));
        environment.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        environment.put("ENTRA_API_CLIENT_SECRET", StandardSeed.API_CLIENT_SECRET);
        environment.put("GRAPH_URL", tenant.http() + "/graph/v1.0");
        environment.put("SEARCH_URL", tenant.http() + "/search");
        return environment;
    }

    /** @param api where it reaches orders-api */
    Map<String, String> ofWeb(int port, int managementPort, URI api) {
        Map<String, String> environment = ofBoth(port, managementPort);
        environment.put("ENTRA_WEB_CLIENT_SECRET", StandardSeed.WEB_CLIENT_SECRET);
        environment.put("ORDERS_API_URL", api.toString());
        environment.put("CHAT_URL", tenant.http() + "/openai/v1");
        return environment;
    }

    private Map<String, String> ofBoth(int port, int managementPort) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_PROFILE", "demo");
        environment.put("QUARKUS_HTTP_HOST", "localhost");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_HOST", "localhost");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.put("ENTRA_AUTHORITY_HOST", tenant.http().toString());
        environment.put("ENTRA_TOKEN_AUTHORITY_HOST", tenant.https().toString());
        environment.put("ENTRA_STS_HOST", tenant.http() + "/sts");
        environment.put("ENTRA_TENANT_ID", StandardSeed.TENANT_ID);
        environment.put("ENTRA_WEB_CLIENT_ID", StandardSeed.WEB_CLIENT_ID);
        environment.put("ENTRA_API_CLIENT_ID", StandardSeed.API_CLIENT_ID);
        environment.put("ENTRA_CA_FILE", tenant.caFile().toString());
        return environment;
    }
}
