package dev.onbehalf.stack;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** This machine's Chromium or Chrome, headless. Each context is a person with a fresh profile. */
final class Browser implements AutoCloseable {

    static final double WITHIN_MS = 40_000;

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome.exe");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    private Browser(Path executable) {
        // The driver would fetch browsers of its own; the machine's is the one people use.
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(executable)
                        .setHeadless(true)
                        .setArgs(ARGUMENTS));
    }

    /** Whether tests that need a browser can run; where one is required they run and say what is missing. */
    static boolean isHereOrRequired() {
        return find().isPresent() || Boolean.parseBoolean(System.getenv("ONBEHALF_REQUIRE_BROWSER"));
    }

    static Browser start() {
        return new Browser(find().orElseThrow(() -> new AssertionError(
                "Neither Chromium nor Chrome is on the PATH, and CHROME_BIN does not name one either.")));
    }

    /** A person who has never been here, reading {@code locale} (BCP 47). */
    Page newPerson(String locale) {
        BrowserContext context = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setLocale(locale)
                .setViewportSize(1280, 900));
        context.setDefaultTimeout(WITHIN_MS);
        return context.newPage();
    }

    private static Optional<Path> find() {
        Stream<Path> named = Stream.ofNullable(System.getenv("CHROME_BIN")).map(Path::of);
        Stream<Path> onPath = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        Stream<Path> installed = Stream.of(
                Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
                Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
                Path.of("C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"));
        return Stream.of(named, onPath, installed)
                .flatMap(paths -> paths)
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
