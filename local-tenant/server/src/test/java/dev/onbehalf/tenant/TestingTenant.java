package dev.onbehalf.tenant;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One tenant for the tests of a class, put back before each of them. */
public final class TestingTenant implements BeforeEachCallback, AfterAllCallback, ParameterResolver {
    private Entra entra;

    @Override
    public void beforeEach(ExtensionContext context) {
        entra().reset();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (entra != null) {
            entra.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Entra.class || type == TestingBrowser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Entra.class ? entra() : new TestingBrowser(entra());
    }

    private synchronized Entra entra() {
        if (entra == null) {
            entra = Entra.start();
        }
        return entra;
    }
}
