package dev.onbehalf.web.signin;

import dev.onbehalf.web.session.TestingClock;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Somebody with a browser that has been nowhere yet; the tenant is as new before, and the clock right after each test. */
public abstract class SomebodySignsIn {

    protected static final String TARO = "taro@contoso.test";

    @TestHTTPResource("/")
    protected URL application;

    @Inject
    protected TestingClock clock;

    protected LocalTenant tenant;
    protected TestingBrowser browser;

    @BeforeEach
    void open() {
        tenant.reset();
        browser = new TestingBrowser(application);
    }

    @AfterEach
    void close() {
        browser.close();
        clock.reset();
    }
}
