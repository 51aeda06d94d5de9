package dev.onbehalf.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives test classes one running system and one browser, started by the first that asks, stopped after the last. */
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
        return type == SystemUnderTest.class || type == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext.Store store = context.getRoot().getStore(HERE);
        return parameter.getParameter().getType() == Browser.class
                ? store.computeIfAbsent(Browser.class, type -> Browser.start(), Browser.class)
                : store.computeIfAbsent(SystemUnderTest.class, type -> SystemUnderTest.start(), SystemUnderTest.class);
    }

    /** The system on free ports, with data of its own. */
    static final class SystemUnderTest implements AutoCloseable {

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

        Stack stack() {
            return stack;
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
