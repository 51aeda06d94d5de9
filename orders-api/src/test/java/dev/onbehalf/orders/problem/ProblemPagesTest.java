package dev.onbehalf.orders.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onbehalf.problem.Catalogue;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayName("The pages of the problems")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProblemPagesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path PAGES = ROOT.resolve("docs/problems");
    private static final Pattern LINK = Pattern.compile("\\]\\(([a-z-]+\\.md)(?:#aadsts(\\d+))?\\)");
    private static final Pattern RECOGNISED = Pattern.compile("\\.is\\(\"([a-z-]+)\"\\)");
    private static final Pattern TRANSLATED = Pattern.compile("\\{#is '([a-z-]+)'}");

    private final Map<String, String> pages = ProblemPages.all();

    @BeforeAll
    static void write_them_when_told_to() throws IOException {
        if (!"write".equals(System.getProperty("problem-pages"))) {
            return;
        }
        Files.createDirectories(PAGES);
        for (Path page : present()) {
            Files.delete(page);
        }
        for (Map.Entry<String, String> page : ProblemPages.all().entrySet()) {
            Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
        }
    }

    @Test
    void say_what_the_catalogue_says() throws IOException {
        for (Map.Entry<String, String> page : pages.entrySet()) {
            assertThat(PAGES.resolve(page.getKey())).exists().content().isEqualTo(page.getValue());
        }
    }

    @Test
    void are_no_more_than_the_types() throws IOException {
        assertThat(present())
                .extracting(page -> page.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(pages.keySet());
    }

    @Test
    void are_there_for_each_type_of_this_API() {
        assertThat(pages.keySet())
                .containsAll(Arrays.stream(ProblemType.values())
                        .map(type -> type.slug() + ".md")
                        .toList());
        assertThat(ProblemType.CONSENT_REQUIRED.uri()).hasToString("https://onbehalf.dev/problems/consent-required");
    }

    @Test
    void are_there_for_each_type_that_web_frontend_knows() throws IOException {
        Path frontend = ROOT.resolve("web-frontend/src/main");
        Properties japanese = new Properties();
        try (Reader words = Files.newBufferedReader(frontend.resolve("resources/messages/refusal_ja.properties"))) {
            japanese.load(words);
        }
        List<String> known = Stream.concat(
                        RECOGNISED.matcher(text(frontend.resolve("java"))).results(),
                        TRANSLATED.matcher(japanese.getProperty("title")).results())
                .map(found -> found.group(1))
                .toList();
        assertThat(known).hasSizeGreaterThan(30);
        assertThat(Catalogue.slugs()).containsAll(known);
    }

    /** Each type is asserted somewhere, by its slug. */
    @Test
    void are_about_what_tests_have_seen() throws IOException {
        String tests = text(Path.of("src/test/java"));
        assertThat(ProblemType.values()).allMatch(type -> Pattern.compile("[\"/ ]" + type.slug() + "\"")
                .matcher(tests)
                .find());
    }

    @Test
    void explain_what_each_number_becomes() {
        assertThat(Catalogue.refusals())
                .filteredOn(refusal -> !refusal.isOfSignIn())
                .allSatisfy(
                        refusal -> assertThat(ProblemType.of(refusal.problem())).isNotNull());
    }

    @Test
    void lead_to_one_another() {
        pages.forEach((name, page) -> {
            Matcher link = LINK.matcher(page);
            while (link.find()) {
                assertThat(pages).as(name).containsKey(link.group(1));
                if (link.group(2) != null) {
                    assertThat(pages.get("aadsts.md")).as(name).contains("\n## AADSTS" + link.group(2) + "\n");
                }
            }
        });
    }

    private static List<Path> present() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.toList();
        }
    }

    private static String text(Path sources) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
