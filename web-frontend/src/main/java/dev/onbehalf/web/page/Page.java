package dev.onbehalf.web.page;

import dev.onbehalf.web.signin.FormOwner;
import dev.onbehalf.web.signin.Owner;
import dev.onbehalf.web.signin.SignedInUser;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the frame around every page needs: who is here, in which language, where. Templates call it {@code inject:page}. */
@Named("page")
@RequestScoped
public class Page {

    /** One entry of the language switch. */
    public record Alternative(String tag, String ownName, String href, boolean current) {}

    private final SignedInUser user;
    private final ChosenLanguage language;
    private final Assets assets;
    private final FormOwner owners;

    Page(SignedInUser user, ChosenLanguage language, Assets assets, FormOwner owners) {
        this.user = user;
        this.language = language;
        this.assets = assets;
        this.owners = owners;
    }

    public boolean signedIn() {
        return user.signedIn();
    }

    public String userName() {
        return user.displayName();
    }

    public String userLogin() {
        return user.preferredUsername();
    }

    public String userInitials() {
        return Initials.of(user.displayName());
    }

    public Language language() {
        return language.current();
    }

    /** This page in each language: the same address, the same parameters. */
    public List<Alternative> alternatives() {
        return Stream.of(Language.values())
                .map(l -> new Alternative(l.tag(), l.ownName(), addressIn(l), l == language()))
                .toList();
    }

    /** Whether the address is this section or below it; marks the entry in the navigation. */
    public boolean isIn(String section) {
        String path = path();
        return path.equals(section) || path.startsWith(section + "/");
    }

    /** Empty where the CSRF filter has not run: a page about a failure before routing shows no form. */
    public String csrfToken() {
        return language.context()
                .map(context -> context.<String>get("csrf_token"))
                .orElse("");
    }

    /** Goes into each form as {@link FormOwner#FIELD}: whose it is, should its session end before it is sent. */
    public String whose() {
        return signedIn() ? owners.seal(new Owner(user.tenantId(), user.objectId())) : "";
    }

    /** For people who read a time to one another. */
    public Instant toTheSecond(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    public String stylesheet() {
        return assets.stylesheet();
    }

    public String script() {
        return assets.script();
    }

    private String path() {
        return language.context().map(RoutingContext::normalizedPath).orElse("/");
    }

    private String addressIn(Language other) {
        Optional<MultiMap> parameters = language.context().map(RoutingContext::queryParams);
        String kept = parameters.stream()
                .flatMap(map -> map.entries().stream())
                .filter(parameter -> !parameter.getKey().equals(ChosenLanguage.NAME))
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()) + "&")
                .collect(Collectors.joining());
        return path() + "?" + kept + ChosenLanguage.NAME + "=" + other.tag();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
