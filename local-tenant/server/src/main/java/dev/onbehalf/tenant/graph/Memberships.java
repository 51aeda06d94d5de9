package dev.onbehalf.tenant.graph;

import com.fasterxml.jackson.databind.JsonNode;
import dev.onbehalf.tenant.directory.Directory;
import dev.onbehalf.tenant.discovery.Addresses;
import dev.onbehalf.tenant.http.Call;
import dev.onbehalf.tenant.http.Json;
import dev.onbehalf.tenant.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The groups of a person. */
final class Memberships {
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 999;
    private static final Set<String> MEMBERS =
            Set.of("id", "displayName", "description", "mail", "mailEnabled", "securityEnabled");
    private static final List<String> NAMES = List.of("All staff", "Office", "Purchasing");

    private final Directory directory;
    private final Addresses addresses;

    Memberships(Directory directory, Addresses addresses) {
        this.directory = directory;
        this.addresses = addresses;
    }

    Reply list(GraphCaller caller, Call call) {
        caller.needsAnyOf("User.Read", "User.Read.All", "Directory.Read.All", "GroupMember.Read.All");
        int top = number(call, "$top", USUAL_PAGE);
        if (top < 1 || top > LARGEST_PAGE) {
            throw GraphError.badRequest(
                    "Request_BadRequest",
                    "Invalid page size specified: '%d'. Must be between 1 and 999 inclusive.".formatted(top));
        }
        int start = number(call, "$skiptoken", 0);
        List<String> ids = directory.groupsOf(caller.person());
        int end = Math.min(ids.size(), start + top);
        var page = new LinkedHashMap<String, Object>();
        page.put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#directoryObjects");
        if (end < ids.size()) {
            page.put(
                    "@odata.nextLink",
                    addresses.authority(call) + "/graph/v1.0/me/memberOf?$top=" + top + "&$skiptoken=" + end);
        }
        var groups = new ArrayList<Map<String, Object>>();
        for (int i = Math.min(start, end); i < end; i++) {
            groups.add(group(ids.get(i), i, mayReadGroups(caller), call));
        }
        page.put("value", groups);
        return Reply.json(200, page);
    }

    private static boolean mayReadGroups(GraphCaller caller) {
        return caller.scopes().contains("Directory.Read.All") || caller.scopes().contains("GroupMember.Read.All");
    }

    /** Whoever may not read groups learns that they are there, and nothing else. */
    private static Map<String, Object> group(String id, int index, boolean readable, Call call) {
        String name = index < NAMES.size() ? NAMES.get(index) : "Project %03d".formatted(index + 1);
        var all = new LinkedHashMap<String, Object>();
        all.put("id", id);
        all.put("description", null);
        all.put("displayName", readable ? name : null);
        all.put("mail", null);
        all.put("mailEnabled", readable ? false : null);
        all.put("securityEnabled", readable ? true : null);
        var group = new LinkedHashMap<String, Object>();
        group.put("@odata.type", "#microsoft.graph.group");
        var select = call.query().value("$select");
        List<String> wanted =
                select.map(names -> List.of(names.split("\\s*,\\s*"))).orElse(List.copyOf(all.keySet()));
        for (String member : wanted) {
            if (!MEMBERS.contains(member)) {
                throw GraphError.badRequest("Could not find a property named '%s' on type 'microsoft.graph.group'."
                        .formatted(member.replaceAll("[^A-Za-z0-9_]", "?")));
            }
            group.put(member, all.get(member));
        }
        return group;
    }

    private static int number(Call call, String name, int otherwise) {
        String text = call.query().value(name).orElse(String.valueOf(otherwise));
        if (!text.matches("\\d{1,6}")) {
            throw GraphError.badRequest("Request_BadRequest", "Invalid value for '" + name + "'.");
        }
        return Integer.parseInt(text);
    }

    Reply ids(GraphCaller caller, Call call) {
        caller.needsAnyOf("User.Read", "User.Read.All", "Directory.Read.All", "GroupMember.Read.All");
        JsonNode securityEnabledOnly = Json.object(new String(call.body(), StandardCharsets.UTF_8))
                .orElseThrow(() -> GraphError.badRequest("Unable to read JSON request payload."))
                .path("securityEnabledOnly");
        if (!securityEnabledOnly.isBoolean()) {
            throw GraphError.badRequest(
                    "Request_BadRequest", "Required parameter 'securityEnabledOnly' is missing or no Boolean.");
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#Collection(Edm.String)");
        answer.put("value", directory.groupsOf(caller.person()));
        return Reply.json(200, answer);
    }
}
