package dev.onbehalf.orders.onbehalfof;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.orders.tenant.ConfiguredTenant;
import dev.onbehalf.orders.tenant.TestingAuthority;
import dev.onbehalf.orders.tenant.TestingAuthority.Answer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConfiguredTenant.class)
@DisplayName("Seeing exchanges from outside")
@DisplayNameGeneration(ReplaceUnderscores.class)
class SeeingExchangesTest {

    private static final String GRAPH = "resource=\"https://graph.microsoft.com\"";

    TestingAuthority authority;

    @Inject
    RecordedSpans spans;

    @ConfigProperty(name = "quarkus.management.port")
    int managementPort;

    private final String oid = UUID.randomUUID().toString();
    private final String exchanged = "exchanged-" + UUID.randomUUID();
    private final String traceId = UUID.randomUUID().toString().replace("-", "");
    private String token;

    @BeforeEach
    void a_healthy_tenant() {
        token = authority.token(authority.claims(oid));
        authority.answerTokenRequests(request -> TestingAuthority.granted(exchanged));
    }

    @Test
    void meters_tell_where_a_token_was_found_and_what_the_tenant_answered() {
        me().then().statusCode(200);
        double granted = value("onbehalfof_exchanges_total", GRAPH, "result=\"granted\"");
        double missed = value("onbehalfof_lookups_total", GRAPH, "found=\"miss\"");
        double held = value("onbehalfof_lookups_total", GRAPH, "found=\"l1\"");
        double asked = value("onbehalfof_stage_seconds_count", "stage=\"tenant\"");
        double entries = value("onbehalfof_cache_entries");
        double bytes = value("onbehalfof_cache_size_bytes");

        token = authority.token(authority.claims(UUID.randomUUID().toString()));
        me().then().statusCode(200);

        assertThat(value("onbehalfof_exchanges_total", GRAPH, "result=\"granted\"") - granted)
                .isEqualTo(1);
        assertThat(value("onbehalfof_lookups_total", GRAPH, "found=\"miss\"") - missed)
                .isEqualTo(1);
        // The user and the manager are two calls.
        assertThat(value("onbehalfof_lookups_total", GRAPH, "found=\"l1\"") - held)
                .isEqualTo(1);
        assertThat(value("onbehalfof_stage_seconds_count", "stage=\"tenant\"") - asked)
                .isEqualTo(1);
        assertThat(value("onbehalfof_cache_entries") - entries).isEqualTo(1);
        assertThat(value("onbehalfof_cache_size_bytes") - bytes).isBetween(500.0, 1500.0);
        assertThat(value("onbehalfof_breaker", "of=\"tenant\"")).isZero();
    }

    @Test
    void meters_tell_refusals_apart() {
        authority.answerTokenRequests(request -> Answer.json(
                400, "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS65001: x\",\"error_codes\":[65001]}"));
        me().then().statusCode(401);
        double before = value("onbehalfof_exchanges_total", GRAPH, "result=\"consentneeded\"");
        me().then().statusCode(401);
        assertThat(value("onbehalfof_exchanges_total", GRAPH, "result=\"consentneeded\"") - before)
                .isEqualTo(1);
    }

    @Test
    void meters_tell_nothing_of_anybody() {
        me().then().statusCode(200);
        String metrics = metrics();
        assertThat(metrics).contains("onbehalfof_");
        assertThat(metrics).doesNotContain(oid, exchanged, TestingAuthority.TENANT, "Sabine", "eyJ");
    }

    @Test
    void one_exchange_is_one_span_below_the_request() {
        spans.of(traceId);
        traced().then().statusCode(200);
        List<SpanData> all = spansOnceTheRequestHasEnded();
        assertThat(all)
                .filteredOn(span -> span.getName().equals("exchange token"))
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
                    assertThat(span.getAttributes().asMap())
                            .containsEntry(AttributeKey.stringKey("onbehalfof.resource"), "https://graph.microsoft.com")
                            .containsEntry(AttributeKey.stringKey("onbehalfof.result"), "granted")
                            .containsEntry(AttributeKey.booleanKey("onbehalfof.claims"), false);
                    assertThat(all).extracting(SpanData::getSpanId).contains(span.getParentSpanId());
                });
        spans.of(traceId);
        traced().then().statusCode(200);
        assertThat(spansOnceTheRequestHasEnded()).extracting(SpanData::getName).doesNotContain("exchange token");
    }

    @Test
    void no_span_holds_a_token_a_secret_or_a_name() {
        spans.of(traceId);
        traced().then().statusCode(200);
        authority.answerTokenRequests(request -> new Answer(500, Map.of(), "Sabine " + exchanged));
        String other = token;
        token = authority.token(authority.claims(oid));
        traced().then().statusCode(503);
        String told = spansOnceTheRequestHasEnded().toString();
        assertThat(spans.ended()).anySatisfy(span -> {
            assertThat(span.getName()).isEqualTo("exchange token");
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        });
        for (String secret : List.of(token, other)) {
            assertThat(told).doesNotContain(secret.split("\\.")[1], secret.split("\\.")[2]);
        }
        assertThat(told)
                .contains("onbehalfof.resource")
                .doesNotContain(exchanged, "a-secret-that-must-not-be-logged", "assertion", "Sabine", "eyJ");
    }

    /** The server's span ends after the answer was sent. */
    private List<SpanData> spansOnceTheRequestHasEnded() {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (spans.ended().stream().noneMatch(span -> span.getKind() == SpanKind.SERVER) && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        return List.copyOf(spans.ended());
    }

    private double value(String name, String... labels) {
        return metrics()
                .lines()
                .filter(line -> line.matches(Pattern.quote(name) + "[{ ].*"))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                // Behind the hash is an exemplar: the trace that counted last.
                .map(line -> line.replaceAll(" # .*", ""))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " " + List.of(labels) + " in\n" + metrics()));
    }

    private String metrics() {
        return given().port(managementPort).get("/q/metrics").asString();
    }

    private Response me() {
        return given().header("Authorization", "Bearer " + token).get("/me");
    }

    private Response traced() {
        return given().header("Authorization", "Bearer " + token)
                .header("traceparent", "00-" + traceId + "-b7ad6b7169203331-01")
                .get("/me");
    }
}
