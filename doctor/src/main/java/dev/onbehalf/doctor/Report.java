package dev.onbehalf.doctor;

import dev.onbehalf.doctor.Finding.Broken;
import dev.onbehalf.doctor.Finding.Doubtful;
import dev.onbehalf.doctor.Finding.Fine;
import dev.onbehalf.doctor.Finding.Unchecked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All findings of one examination.
 *
 * @param subject what was examined, for the first line
 */
public record Report(String subject, List<Section> sections) {

    private static final int COLUMNS = 120;
    private static final int CHECK = 16;
    private static final String INDENT = " ".repeat(4 + CHECK + 1);

    /** The findings about one of the three: the tenant, web-frontend, orders-api. */
    public record Section(String title, List<Finding> findings) {
        public Section {
            findings = List.copyOf(findings);
        }
    }

    public Report {
        sections = List.copyOf(sections);
    }

    Report rewritten(UnaryOperator<String> text) {
        return new Report(
                text.apply(subject),
                sections.stream()
                        .map(section -> new Section(
                                section.title(),
                                section.findings().stream()
                                        .map(finding -> finding.rewritten(text))
                                        .toList()))
                        .toList());
    }

    public List<Finding> findings() {
        return sections.stream().flatMap(section -> section.findings().stream()).toList();
    }

    /** Whether anything does not work. Doubts and what could not be checked do not count. */
    public boolean broken() {
        return findings().stream().anyMatch(Broken.class::isInstance);
    }

    /** Each finding by its section and check, for health data: {@code orders-api: credential} → {@code ✓ a secret, …}. */
    public Map<String, String> data() {
        Map<String, String> data = new LinkedHashMap<>();
        sections.forEach(section -> section.findings()
                .forEach(finding -> data.put(
                        section.title() + ": " + finding.check(),
                        mark(finding) + " " + finding.detail()
                                + remedy(finding).map(remedy -> " → " + remedy).collect(Collectors.joining()))));
        return data;
    }

    /** The whole report as text, no line longer than 120 columns. */
    public String text() {
        Stream<String> body = sections.stream()
                .flatMap(section -> Stream.concat(
                        Stream.of(section.title()), section.findings().stream().flatMap(Report::lines)));
        return Stream.of(wrapped("Onbehalf doctor: " + subject, "  ").stream(), body, Stream.of(summary()))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Stream<String> lines(Finding finding) {
        String begin = "  %s %-" + CHECK + "s ";
        List<String> lines =
                new ArrayList<>(wrapped(begin.formatted(mark(finding), finding.check()) + finding.detail(), INDENT));
        remedy(finding).forEach(remedy -> lines.addAll(wrapped(INDENT + "→ " + remedy, INDENT + "  ")));
        return lines.stream();
    }

    static String mark(Finding finding) {
        return switch (finding) {
            case Fine fine -> "✓";
            case Doubtful doubtful -> "!";
            case Broken broken -> "✗";
            case Unchecked unchecked -> "–";
        };
    }

    private static Stream<String> remedy(Finding finding) {
        return switch (finding) {
            case Doubtful doubtful -> Stream.of(doubtful.remedy());
            case Broken broken -> Stream.of(broken.remedy());
            case Fine fine -> Stream.empty();
            case Unchecked unchecked -> Stream.empty();
        };
    }

    private String summary() {
        return "%d broken, %d doubtful, %d fine, %d not checked"
                .formatted(count(Broken.class), count(Doubtful.class), count(Fine.class), count(Unchecked.class));
    }

    private long count(Class<? extends Finding> kind) {
        return findings().stream().filter(kind::isInstance).count();
    }

    /** Breaks at blanks; a word that is longer than a line (an address) is cut. */
    private static List<String> wrapped(String text, String indent) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > COLUMNS) {
            int blank = rest.lastIndexOf(' ', COLUMNS);
            int end = blank > indent.length() ? blank : COLUMNS;
            lines.add(rest.substring(0, end));
            rest = indent + rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }
}
