package dev.onbehalf.tenant;

import static dev.onbehalf.tenant.http.Route.get;
import static dev.onbehalf.tenant.http.Route.getOrPost;
import static dev.onbehalf.tenant.http.Route.of;
import static dev.onbehalf.tenant.http.Route.post;

import dev.onbehalf.tenant.authorize.AuthorizeEndpoint;
import dev.onbehalf.tenant.chat.ChatEndpoint;
import dev.onbehalf.tenant.discovery.DiscoveryEndpoint;
import dev.onbehalf.tenant.graph.GraphEndpoint;
import dev.onbehalf.tenant.http.Route;
import dev.onbehalf.tenant.page.Assets;
import dev.onbehalf.tenant.page.ErrorPage;
import dev.onbehalf.tenant.page.Home;
import dev.onbehalf.tenant.search.SearchEndpoint;
import dev.onbehalf.tenant.signout.LogoutEndpoint;
import dev.onbehalf.tenant.token.TokenEndpoint;
import java.util.List;
import java.util.Set;

/** All that the tenant answers. */
final class TableOfContents {
    private static final Set<String> OPTIONS = Set.of("OPTIONS");
    private static final Set<String> ANY = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");

    private TableOfContents() {}

    static List<Route> routes(
            DiscoveryEndpoint discovery,
            AuthorizeEndpoint authorize,
            TokenEndpoint token,
            LogoutEndpoint logout,
            GraphEndpoint graph,
            SearchEndpoint search,
            ChatEndpoint chat,
            Assets assets) {
        return List.of(
                get("/graph/v1.0/me", "graph", graph::me),
                get("/graph/v1.0/me/photo", "graph", graph::photo),
                get("/graph/v1.0/me/photo/$value", "graph", graph::photoBytes),
                get("/graph/v1.0/me/manager", "graph", graph::manager),
                get("/graph/v1.0/me/memberOf", "graph", graph::memberOf),
                post("/graph/v1.0/me/getMemberGroups", "graph", graph::memberIds),
                post("/graph/v1.0/me/getMemberObjects", "graph", graph::memberIds),
                post("/graph/v1.0/me/sendMail", "graph", graph::sendMail),
                getOrPost("/graph/oidc/userinfo", "graph", graph::userinfo),
                getOrPost("/{tenant}/openid/userinfo", "graph", graph::userinfo),
                post("/search/indexes/{index}/docs/search", "search", search::search),
                post("/search/{indexes}/docs/search.post.search", "search", search::searchByKeySegments),
                get("/search/{indexes}/{docs}", "search", search::document),
                post("/openai/v1/chat/completions", "chat", chat::azure),
                post("/openai/deployments/{deployment}/chat/completions", "chat", chat::deployment),
                post("/v1/chat/completions", "chat", chat::plain),
                get("/", "page", Home::answer),
                get("/error", "page", ErrorPage::explain),
                get("/assets/{file}", "page", assets::answer),
                get("/common/discovery/instance", "discovery", discovery::instance),
                get("/{tenant}/v2.0/.well-known/openid-configuration", "discovery", discovery::v2),
                get("/{tenant}/.well-known/openid-configuration", "discovery", discovery::v1),
                get("/{tenant}/discovery/v2.0/keys", "keys", discovery::keysV2),
                get("/{tenant}/discovery/keys", "keys", discovery::keysV1),
                of(OPTIONS, "/common/discovery/instance", "discovery", discovery::preflight),
                of(OPTIONS, "/{tenant}/v2.0/.well-known/openid-configuration", "discovery", discovery::preflight),
                of(OPTIONS, "/{tenant}/.well-known/openid-configuration", "discovery", discovery::preflight),
                of(OPTIONS, "/{tenant}/discovery/v2.0/keys", "keys", discovery::preflight),
                of(OPTIONS, "/{tenant}/discovery/keys", "keys", discovery::preflight),
                getOrPost("/{tenant}/oauth2/v2.0/authorize", "authorize", authorize::v2),
                getOrPost("/{tenant}/oauth2/authorize", "authorize", authorize::v1),
                post("/{tenant}/login", "sign-in", authorize::login),
                post("/{tenant}/second-factor", "sign-in", authorize::secondFactor),
                post("/{tenant}/consent", "sign-in", authorize::consent),
                of(ANY, "/{tenant}/oauth2/v2.0/token", "token", token::v2),
                of(ANY, "/{tenant}/oauth2/token", "token", token::v1),
                getOrPost("/{tenant}/oauth2/v2.0/logout", "logout", logout::answer),
                getOrPost("/{tenant}/oauth2/logout", "logout", logout::answer));
    }
}
