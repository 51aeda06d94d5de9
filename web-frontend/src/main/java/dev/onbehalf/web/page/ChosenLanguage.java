package dev.onbehalf.web.page;

import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * The language of a request: {@code ?lang=} of the switch, else the cookie it left, else Accept-Language. It is settled before
 * anything else looks at the request, so that also a refusal speaks it.
 */
@ApplicationScoped
class ChosenLanguage {

    static final String NAME = "lang";
    private static final String ATTRIBUTE = ChosenLanguage.class.getName();
    private static final long ONE_YEAR = 365L * 24 * 60 * 60;
    private static final int BEFORE_AUTHENTICATION = 500;

    private final CurrentVertxRequest request;

    ChosenLanguage(CurrentVertxRequest request) {
        this.request = request;
    }

    void settle(@Observes Filters filters) {
        filters.register(ChosenLanguage::settle, BEFORE_AUTHENTICATION);
    }

    /** Templates are told without the resources having to think of it. */
    void tellTemplates(@Observes EngineBuilder engine) {
        engine.addTemplateInstanceInitializer(template ->
                template.setAttribute(TemplateInstance.LOCALE, current().locale()));
    }

    Language current() {
        return context().map(ChosenLanguage::of).orElse(Language.ENGLISH);
    }

    Optional<RoutingContext> context() {
        try {
            return Optional.ofNullable(request.getCurrent());
        } catch (ContextNotActiveException noRequest) {
            return Optional.empty();
        }
    }

    private static Language of(RoutingContext context) {
        Language settled = context.get(ATTRIBUTE);
        return settled == null ? Language.accepted(context.request().getHeader("Accept-Language")) : settled;
    }

    private static void settle(RoutingContext context) {
        Optional<Language> switched = Language.of(context.request().getParam(NAME));
        switched.ifPresent(language -> context.response().addCookie(cookie(language, context)));
        Optional<Language> remembered = Optional.ofNullable(context.request().getCookie(NAME))
                .map(Cookie::getValue)
                .flatMap(Language::of);
        context.put(
                ATTRIBUTE,
                switched.or(() -> remembered)
                        .orElseGet(() -> Language.accepted(context.request().getHeader("Accept-Language"))));
        context.next();
    }

    private static Cookie cookie(Language language, RoutingContext context) {
        return Cookie.cookie(NAME, language.tag())
                .setPath("/")
                .setMaxAge(ONE_YEAR)
                .setSameSite(CookieSameSite.LAX)
                .setHttpOnly(true)
                .setSecure(context.request().isSSL());
    }
}
