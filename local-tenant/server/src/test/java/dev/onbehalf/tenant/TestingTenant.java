package dev.onbehalf.tenant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One tenant for the tests of a class, put back before each of them. */
public final class TestingTenant implements BeforeEachCallback, AfterAllCallback, ParameterResolver {
    private Entra entra;
    private Path home;

    @Override
    public void beforeEach(ExtensionContext context) {
        entra().reset();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (entra != null) {
            entra.close();
            ReadyKeys.remove(home);
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
            home = ReadyKeys.inNewFolder(ReadyKeys.FOLDER);
            entra = Entra.start(EntraOptions.forTests().withHome(home));
        }
        return entra;
    }

    /** Another tenant with keys of its own; whoever asks closes it. */
    public static Entra another() {
        Path folder = ReadyKeys.inNewFolder(OtherReadyKeys.FOLDER);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ReadyKeys.remove(folder)));
        return Entra.start(EntraOptions.forTests().withHome(folder));
    }

    private static final class OtherReadyKeys {
        private static final Path FOLDER = ReadyKeys.made();
    }

    /** Making four RSA keys takes longer than most tests: one set for all, a copy for each tenant. */
    private static final class ReadyKeys {
        private static final Path FOLDER = made();

        private static Path made() {
            try {
                Path folder = Files.createTempDirectory("testing-tenant");
                Entra.start(EntraOptions.forTests().withHome(folder)).close();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
                return folder;
            } catch (IOException cannotWrite) {
                throw new UncheckedIOException(cannotWrite);
            }
        }

        static Path inNewFolder(Path ready) {
            try (var files = Files.list(ready)) {
                Path folder = Files.createTempDirectory("testing-tenant");
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
                return folder;
            } catch (IOException cannotCopy) {
                throw new UncheckedIOException(cannotCopy);
            }
        }

        static void remove(Path folder) {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException gone) {
                // Then there is nothing to remove.
            }
        }
    }
}
