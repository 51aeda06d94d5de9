package dev.onbehalf.stack;

import dev.onbehalf.tenant.Entra;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes one running system, one of replicas and one browser, each started by the first that asks, stopped
 * after the last.
 */
public final class Running implements ParameterResolver, ExecutionCondition {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(Running.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Browser.isHereOrRequired()
                ? ConditionEvaluationResult.enabled("There is a browser, or this run requires one")
                : ConditionEvaluationResult.disabled(
                        "Skipped for want of a browser: put Chromium or Chrome on the PATH, or name it in CHROME_BIN.");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == SystemUnderTest.class || type == Replicas.class || type == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getRoot().getStore(HERE);
        Class<?> type = parameter.getParameter().getType();
        if (type == Browser.class) {
            return store.computeIfAbsent(Browser.class, key -> Browser.start(), Browser.class);
        }
        return type == Replicas.class
                ? store.computeIfAbsent(Replicas.class, key -> Replicas.start(), Replicas.class)
                : store.computeIfAbsent(SystemUnderTest.class, key -> SystemUnderTest.start(), SystemUnderTest.class);
    }

    /** The system on free ports, with data of its own. */
    static final class SystemUnderTest implements RunningSystem, AutoCloseable {

        private final Ports ports = Ports.free();
        private final Path home;
        private Stack stack;

        private SystemUnderTest(Path home) {
            this.home = home;
            this.stack = new Stack(Checkout.here(), ports, home).start();
        }

        private static SystemUnderTest start() {
            try {
                return new SystemUnderTest(Files.createTempDirectory("onbehalf-"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public URI webUrl() {
            return stack.webUrl();
        }

        @Override
        public URI apiUrl() {
            return stack.apiUrl();
        }

        @Override
        public Entra tenant() {
            return stack.tenant();
        }

        /** Stops everything and starts it again, as Ctrl-C and a new start of the demo do. */
        void restart() {
            stack.close();
            stack = new Stack(Checkout.here(), ports, home).start();
        }

        @Override
        public void close() {
            stack.close();
        }
    }
}
