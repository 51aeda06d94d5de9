package dev.onbehalf.devservices;

import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.deployment.pkg.builditem.CurateOutcomeBuildItem;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder in which development keeps what must outlive a process. All applications of a checkout share it. */
final class DevelopmentHome {

    private DevelopmentHome() {}

    static Path of(LocalTenantConfig config, CurateOutcomeBuildItem application) {
        return config.home()
                .map(Path::of)
                .orElseGet(
                        () -> root(moduleOf(application.getApplicationModel())).resolve(".onbehalf"))
                .toAbsolutePath();
    }

    private static Path moduleOf(ApplicationModel model) {
        return model.getApplicationModule() == null
                ? Path.of("").toAbsolutePath()
                : model.getApplicationModule().getModuleDir().toPath();
    }

    /** The nearest folder that Maven would call the root of the checkout, else the module itself. */
    private static Path root(Path module) {
        for (Path folder = module; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".mvn"))) {
                return folder;
            }
        }
        return module;
    }
}
