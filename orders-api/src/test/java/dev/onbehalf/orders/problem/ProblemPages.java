package dev.onbehalf.orders.problem;

import dev.onbehalf.problem.Catalogue;
import dev.onbehalf.problem.Explanation;
import dev.onbehalf.problem.TenantRefusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pages in docs/problems: one for each type, one for Entra's numbers, and an index. */
final class ProblemPages {

    private static final String GENERATED = """
            <!-- Made from problem-catalogue/src/main/resources/dev/onbehalf/problem/problems.properties; change it there, then:
                 ./mvnw -pl orders-api test -Dtest=ProblemPagesTest -Dproblem-pages=write -->
            """;

    private ProblemPages() {}

    /** File names and contents. */
    static Map<String, String> all() {
        Map<String, String> pages = new TreeMap<>();
        pages.put("README.md", index());
        pages.put("aadsts.md", numbers());
        Catalogue.slugs().forEach(slug -> pages.put(slug + ".md", page(slug)));
        return pages;
    }

    private static String page(String slug) {
        Explanation why = Catalogue.problem(slug);
        return GENERATED
                + """
                # %s

                | | |
                |---|---|
                | type | `https://onbehalf.dev/problems/%s` |
                | answered by | %s |
                | who must act | %s |

                **Why.** %s

                **What to do.** %s
                %s%s
                [All problems](README.md)
                """.formatted(
                                text(why.title()),
                                slug,
                                statusOf(slug)
                                        .map(status -> "orders-api, status " + status)
                                        .orElse("web-frontend"),
                                why.actor().wireName(),
                                text(why.cause()),
                                text(why.remedy()),
                                command(why),
                                numbersOf(slug));
    }

    private static String numbersOf(String slug) {
        List<TenantRefusal> refusals = Catalogue.refusals().stream()
                .filter(refusal -> refusal.problem().equals(slug))
                .toList();
        return refusals.isEmpty()
                ? ""
                : """

                ## Entra's numbers behind it

                | AADSTS | what happened | who must act |
                |---|---|---|
                %s
                """.formatted(refusals.stream()
                        .map(refusal -> "| %s | %s | %s |"
                                .formatted(
                                        linked(refusal),
                                        text(refusal.explanation().title()),
                                        refusal.explanation().actor().wireName()))
                        .collect(Collectors.joining("\n")));
    }

    private static String numbers() {
        return GENERATED
                + """
                # Entra's numbers

                What Microsoft Entra ID says when it refuses something, as `AADSTS` and a number: why, who must act, and how. The
                commands use the variables of the [README](../../README.md#use-your-own-tenant). For a number that is not here see
                <https://login.microsoftonline.com/error>.

                | AADSTS | what happened | who must act | problem |
                |---|---|---|---|
                %s
                %s
                [All problems](README.md)
                """.formatted(
                        Catalogue.refusals().stream().map(ProblemPages::row).collect(Collectors.joining("\n")),
                        Catalogue.refusals().stream().map(ProblemPages::section).collect(Collectors.joining()));
    }

    private static String row(TenantRefusal refusal) {
        return "| [%d](#aadsts%d) | %s | %s | [%s](%s.md) |"
                .formatted(
                        refusal.number(),
                        refusal.number(),
                        text(refusal.explanation().title()),
                        refusal.explanation().actor().wireName(),
                        refusal.problem(),
                        refusal.problem());
    }

    private static String section(TenantRefusal refusal) {
        Explanation why = refusal.explanation();
        String unreachable = refusal.isReachable()
                ? ""
                : "\n*Not to be had from the local tenant:* " + text(refusal.unreachable()) + "\n";
        return """

                ## AADSTS%d

                %s. Reaches the caller as [%s](%s.md); it is the %s who must act.

                **Why.** %s

                **What to do.** %s
                %s%s""".formatted(
                        refusal.number(),
                        text(why.title()),
                        refusal.problem(),
                        refusal.problem(),
                        why.actor().wireName(),
                        text(why.cause()),
                        text(why.remedy()),
                        command(why),
                        unreachable);
    }

    private static String index() {
        return GENERATED
                + """
                # Problems

                Each answer that says no is a problem document (RFC 9457): what happened, why, who must act and how. Its `type` names
                one of these pages; the number in `aadsts`, when there is one, is explained in [Entra's numbers](aadsts.md).

                ## Five classic mistakes, and where each is told

                | mistake | told by | page |
                |---|---|---|
                | an id token is sent as access token | orders-api, before Entra is asked | [id-token-sent](id-token-sent.md) |
                | the frontend asks for a scope of Graph | orders-api, when the token arrives; Entra, when scopes are mixed ([28000](aadsts.md#aadsts28000)) | [graph-token-sent](graph-token-sent.md) |
                | the API lacks the permission for Graph | orders-api, by [650057](aadsts.md#aadsts650057); without consent by [65001](aadsts.md#aadsts65001) | [api-permission-missing](api-permission-missing.md) |
                | a public client acts on behalf of somebody | orders-api, by [700025](aadsts.md#aadsts700025) | [api-is-public-client](api-is-public-client.md) |
                | an exchanged token is handed out | orders-api, when it comes back | [exchanged-token-sent](exchanged-token-sent.md) |

                ## Where acting on behalf of somebody cannot work

                | case | why | page |
                |---|---|---|
                | an application calls for itself | there is no user | [user-required](user-required.md) |
                | tokens signed with a key of the application alone | Entra does not take them back | [signing-key-unknown](signing-key-unknown.md) |
                | a client with a wildcard reply URL that has an id token only | nobody can tell whom it was issued to | [id-token-sent](id-token-sent.md) |
                | a public client | it cannot prove who it is | [api-is-public-client](api-is-public-client.md) |
                | `/common`, `/organizations` | nobody knows whose policies count | [9001023](aadsts.md#aadsts9001023) |

                ## All types

                | type | status | what happened | who must act |
                |---|---|---|---|
                %s
                """.formatted(Catalogue.slugs().stream()
                        .map(slug -> "| [%s](%s.md) | %s | %s | %s |"
                                .formatted(
                                        slug,
                                        slug,
                                        statusOf(slug).map(String::valueOf).orElse(""),
                                        text(Catalogue.problem(slug).title()),
                                        Catalogue.problem(slug).actor().wireName()))
                        .collect(Collectors.joining("\n")));
    }

    private static String linked(TenantRefusal refusal) {
        return "[%d](aadsts.md#aadsts%d)".formatted(refusal.number(), refusal.number());
    }

    private static String command(Explanation why) {
        return why.command().isEmpty() ? "" : "\n```shell\n" + why.command() + "\n```\n";
    }

    private static Optional<Integer> statusOf(String slug) {
        return Arrays.stream(ProblemType.values())
                .filter(type -> type.slug().equals(slug))
                .map(ProblemType::status)
                .findFirst();
    }

    /** Angle brackets would be HTML, bars the end of a cell. */
    private static String text(String plain) {
        return plain.replace("<", "\\<").replace("|", "\\|");
    }
}
