package dev.onbehalf.stack;

import java.net.URI;

/** Somebody in front of web-frontend without a browser: each request can be looked at. */
final class PlainBrowser implements AutoCloseable {

    private static final String PASSWORD = "Passw0rd!";

    private final RunningSystem system;
    private final String user;
    private final Wire wire = new Wire();

    PlainBrowser(RunningSystem system, String user) {
        this.system = system;
        this.user = user;
    }

    /** The page, with a sign-in before it where one is needed. */
    Wire.Exchange opens(String path) {
        Wire.Exchange answer = wire.get(system.webUrl().resolve(path), "Accept", "text/html");
        while (answer.status() != 200) {
            URI next = answer.location();
            answer = isOfTheTenant(next) ? throughThePages(next) : wire.get(next, "Accept", "text/html");
        }
        return answer;
    }

    /** Goes along with whatever the tenant shows. @return its last answer, a redirect that leads away from it */
    Wire.Exchange throughThePages(URI request) {
        Wire.Exchange page = wire.get(request);
        while (page.status() == 200) {
            Wire.Exchange.Form form = page.form("form");
            if (page.has("#password")) {
                form.fields().put("username", user);
                form.fields().put("password", PASSWORD);
            } else if (page.has("#consent-accept")) {
                form.fields().put("consent", "accept");
            } else if (!page.has("#second-factor")) {
                throw new AssertionError("A page nobody expected: " + page.answer());
            }
            page = wire.post(form.action(), form.fields());
        }
        return page;
    }

    /** Sends the form of the page whose address ends like this. */
    Wire.Exchange sends(Wire.Exchange page, String action) {
        Wire.Exchange.Form form = page.form("form[action$='" + action + "']");
        return wire.post(form.action(), form.fields(), "Referer", page.uri().toString());
    }

    private boolean isOfTheTenant(URI uri) {
        return uri.getPort() == system.tenant().http().getPort();
    }

    Wire wire() {
        return wire;
    }

    @Override
    public void close() {
        wire.close();
    }
}
