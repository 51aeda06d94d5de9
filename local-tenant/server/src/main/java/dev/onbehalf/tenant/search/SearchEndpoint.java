package dev.onbehalf.tenant.search;

import dev.onbehalf.tenant.access.AccessTokens;
import dev.onbehalf.tenant.directory.Application;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Json;
import dev.onbehalf.tenant.http.Reply;
import dev.onbehalf.tenant.keys.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An AI Search service of the tenant contoso, with role-based access only or by its key. */
public final class SearchEndpoint {
    /** The resource that tokens must be for. */
    public static final String RESOURCE = "https://search.azure.com";

    /** The query key of the service. */
    public static final String KEY = "local-tenant-search-key";

    private static final String OWNER = "contoso";
    private static final String QUERY_SOURCE = "x-ms-query-source-authorization";
    private static final Pattern INDEXES = Pattern.compile("indexes\\('([^']{1,128})'\\)");
    private static final Pattern DOCUMENT = Pattern.compile("docs\\('([^']{1,128})'\\)");
    private static final Pattern VERSION = Pattern.compile("20\\d\\d-[01]\\d-[0-3]\\d(-[Pp]review)?");
    private static final String FIRST_VERSION = "2023-11-01";
    private static final String FIRST_WITH_PERMISSIONS = "2025-05-01";

    private final Directory directory;
    private final Addresses addresses;
    private final AccessTokens tokens;
    private final ProductIndex products = new ProductIndex();

    public SearchEndpoint(Directory directory, SigningKeys keys, Addresses addresses, Clock clock) {
        this.directory = directory;
        this.addresses = addresses;
        this.tokens = new AccessTokens(RESOURCE, directory, keys, addresses, clock);
    }

    /** {@code POST /indexes/{index}/docs/search} */
    public Reply search(Call call) {
        return answered(call, version -> search(call, call.segment("index"), version));
    }

    /** {@code POST /indexes('{index}')/docs/search.post.search}, as the SDKs of Azure write it. */
    public Reply searchByKeySegments(Call call) {
        return answered(call, version -> search(call, inKeySegment(INDEXES, call.segment("indexes")), version));
    }

    /** {@code GET /indexes('{index}')/docs('{key}')} */
    public Reply document(Call call) {
        return answered(call, version -> {
            requireIndex(inKeySegment(INDEXES, call.segment("indexes")));
            String id = inKeySegment(DOCUMENT, call.segment("docs"));
            return products.document(id, trimmed(call, version))
                    .map(document -> Reply.json(200, document))
                    .orElseThrow(SearchError::noDocument);
        });
    }

    private Reply search(Call call, String index, String version) {
        requireIndex(index);
        var request = SearchRequest.of(Json.object(new String(call.body(), StandardCharsets.UTF_8))
                .orElseThrow(() -> SearchError.invalid("The request body is no JSON object.")));
        String context = addresses.authority(call) + "/search/indexes('" + index + "')/$metadata#docs(*)";
        return Reply.json(200, products.search(request, trimmed(call, version), context));
    }

    private Reply answered(Call call, Function<String, Reply> answer) {
        Reply reply;
        try {
            String version = version(call);
            requireReader(call);
            reply = answer.apply(version);
        } catch (SearchError error) {
            call.notes().error = error.code();
            var members = new LinkedHashMap<String, Object>();
            members.put("code", error.code());
            members.put("message", error.getMessage());
            reply = Reply.json(error.status(), Map.of("error", members));
            if (error.status() == 401) {
                reply = reply.with("WWW-Authenticate", "Bearer resource=\"" + RESOURCE + "\"");
            }
        }
        return reply.with("request-id", UUID.randomUUID().toString()).with("Cache-Control", "no-cache");
    }

    private static String version(Call call) {
        return call.query()
                .value("api-version")
                .filter(version -> VERSION.matcher(version).matches())
                .filter(version -> version.compareTo(FIRST_VERSION) >= 0)
                .orElseThrow(() -> SearchError.invalid(
                        "The api-version is missing or not supported. Parameter name: api-version"));
    }

    private static void requireIndex(String index) {
        if (!index.equals(ProductIndex.NAME)) {
            throw SearchError.noIndex(index);
        }
    }

    private static String inKeySegment(Pattern pattern, String segment) {
        Matcher matcher = pattern.matcher(segment);
        if (!matcher.matches()) {
            throw SearchError.noIndex(segment);
        }
        return matcher.group(1);
    }

    /** The role Search Index Data Reader: people of the tenant have it, and applications that ask for Search. */
    private void requireReader(Call call) {
        if (call.header("api-key").filter(KEY::equals).isPresent()) {
            return;
        }
        var caller = verified(call.bearer().orElseThrow(() -> SearchError.unauthorized("No token and no key.")));
        call.notes().token = caller.token().forAudit();
        call.notes().user = caller.token().text("oid");
        call.notes().tenant = caller.tenant().id();
        call.notes().clientId = caller.client().clientId();
        boolean reader =
                caller.tenant().name().equals(OWNER) && (caller.person().isPresent() || asksForSearch(caller.client()));
        if (!reader) {
            throw SearchError.forbidden("The caller lacks the role 'Search Index Data Reader'.");
        }
    }

    private static boolean asksForSearch(Application client) {
        return client.permissions().stream()
                .anyMatch(permission -> permission.resource().equals(RESOURCE));
    }

    private AccessTokens.Caller verified(String bearer) {
        try {
            return tokens.verified(bearer);
        } catch (AccessTokens.Unacceptable unacceptable) {
            throw SearchError.unauthorized(unacceptable.getMessage());
        }
    }

    /**
     * Stable versions leave trimming to the filter of the caller. Previews with permissions hide what is not of a group
     * of the person in {@code x-ms-query-source-authorization}; without a person all that has groups is hidden.
     */
    private Predicate<List<?>> trimmed(Call call, String version) {
        boolean permissions =
                version.length() > FIRST_WITH_PERMISSIONS.length() && version.compareTo(FIRST_WITH_PERMISSIONS) >= 0;
        if (!permissions) {
            return groups -> true;
        }
        var mine = call.header(QUERY_SOURCE)
                .map(header -> verified(header.regionMatches(true, 0, "Bearer ", 0, 7) ? header.substring(7) : header))
                .flatMap(AccessTokens.Caller::person)
                .map(directory::groupsOf)
                .orElse(List.of());
        return groups -> groups.isEmpty() || !Collections.disjoint(groups, mine);
    }
}
