// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents are consistent with the code and with one another. */
class DocumentsIT {
    private static final int COLUMNS = 120;
    private static final Pattern CASE = Pattern.compile("\\b[A-Z]-\\d{2}\\b");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([A-Z]\\w+)`");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final Pattern FENCED = Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);

    static Stream<Path> pages() {
        return Repository.pages().stream();
    }

    @Test
    @DisplayName("every case number that a test cites has its row in conformance.md")
    void caseNumbersAreSpecified() {
        Set<String> cited = Repository.sources("test").stream()
                .filter(file -> !file.endsWith("DocumentsIT.java"))
                .flatMap(file -> matches(CASE, 0, Repository.text(file)))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> specified = rows("conformance.md")
                .flatMap(cells -> matches(CASE, 0, cells.get(0)))
                .collect(Collectors.toSet());

        assertThat(cited).isNotEmpty();
        assertThat(cited).filteredOn(number -> !specified.contains(number)).isEmpty();
    }

    @Test
    void caseNumbersAreUnique() {
        assertThat(rows("conformance.md").flatMap(cells -> matches(CASE, 0, cells.get(0))))
                .doesNotHaveDuplicates();
    }

    @Test
    void typesOfTheGlossaryExist() {
        List<String> named = rows("glossary.md")
                .flatMap(cells -> matches(CODE, 1, cells.get(2)))
                .toList();

        Set<String> types = Repository.types("main");

        assertThat(named).isNotEmpty();
        assertThat(named).filteredOn(name -> !types.contains(name)).isEmpty();
    }

    @Test
    void termsOfTheGlossaryAreUnique() {
        assertThat(rows("glossary.md").map(cells -> cells.get(0)).filter(term -> !term.equals("term")))
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("the tests that security.md names for its rules exist")
    void testsOfTheSecurityPageExist() {
        List<String> named = rows("security.md")
                .flatMap(cells -> matches(CODE, 1, cells.get(cells.size() - 1)))
                .filter(name -> name.endsWith("Test") || name.endsWith("IT"))
                .toList();

        Set<String> tests = Repository.types("test");

        assertThat(named).isNotEmpty();
        assertThat(named).filteredOn(name -> !tests.contains(name)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksHaveTargets(Path page) {
        List<String> broken = matches(LINK, 1, prose(page))
                .filter(link -> !link.contains("://"))
                .filter(link -> !hasTarget(page, link))
                .toList();

        assertThat(broken).as("links of %s", page).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    @DisplayName("prose wraps at 120 columns, except table rows and links")
    void proseWraps(Path page) {
        assertThat(prose(page).lines().filter(DocumentsIT::isTooLong))
                .as("long lines of %s", page)
                .isEmpty();
    }

    private static boolean isTooLong(String line) {
        boolean breakable = !line.startsWith("|")
                && !line.startsWith("    ")
                && line.strip().contains(" ");
        return breakable && line.codePointCount(0, line.length()) > COLUMNS;
    }

    private static boolean hasTarget(Path page, String link) {
        URI uri = URI.create(link);
        Path target = uri.getPath().isEmpty() ? page : page.resolveSibling(uri.getPath());
        return Files.exists(target)
                && (uri.getFragment() == null || anchors(target).contains(uri.getFragment()));
    }

    /** The anchors that repository hosts derive from headings. */
    private static Set<String> anchors(Path page) {
        return matches(HEADING, 1, prose(page))
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String prose(Path page) {
        return FENCED.matcher(Repository.text(page)).replaceAll("");
    }

    /** Returns the cells of all table rows of a page. */
    private static Stream<List<String>> rows(String page) {
        return Repository.document(page)
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(DocumentsIT::cells);
    }

    private static List<String> cells(String row) {
        List<String> cells = new ArrayList<>();
        for (String cell : row.substring(1, row.lastIndexOf('|')).split("(?<!\\\\)\\|", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }

    private static Stream<String> matches(Pattern pattern, int group, String text) {
        return pattern.matcher(text).results().map(result -> result.group(group));
    }
}
