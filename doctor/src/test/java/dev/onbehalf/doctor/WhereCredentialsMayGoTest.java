package dev.onbehalf.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayName("Where credentials may go in production")
@DisplayNameGeneration(ReplaceUnderscores.class)
class WhereCredentialsMayGoTest {

    private static final Pattern HOST = Pattern.compile("\"(login\\.[a-z.]+)\"");

    @Test
    void is_where_web_frontend_lets_them_go() throws IOException {
        assertThat(hosts("web-frontend/src/main/java/dev/onbehalf/web/signin/AuthorityRule.java"))
                .containsExactlyInAnyOrderElementsOf(Clouds.HOSTS);
    }

    @Test
    void is_nowhere_that_orders_api_refuses() throws IOException {
        assertThat(hosts("orders-api/src/main/java/dev/onbehalf/orders/access/MicrosoftClouds.java"))
                .containsAll(Clouds.HOSTS);
    }

    private static java.util.List<String> hosts(String source) throws IOException {
        return HOST.matcher(Files.readString(Path.of("..", source)))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
