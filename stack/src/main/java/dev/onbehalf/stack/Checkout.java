package dev.onbehalf.stack;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in this checkout. */
public record Checkout(Path root) {

    /** The checkout that the working folder belongs to. */
    public static Checkout here() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".mvn"))) {
                return new Checkout(folder);
            }
        }
        throw new CannotStart("Start this inside a checkout of the project: there is no .mvn folder here or above.");
    }

    /** The runnable jar that the build of {@code module} leaves. */
    public Path application(String module) {
        Path jar = root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new CannotStart(module + " has not been built: run ./mvnw package -DskipTests first.");
        }
        return jar;
    }

    /** The folder that keeps the data of the demo from one start to the next. Not under version control. */
    public Path demoHome() {
        return root.resolve(".onbehalf").resolve("demo");
    }
}
