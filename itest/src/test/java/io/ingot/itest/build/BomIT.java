// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The BOM lists the published modules at the version of the build. */
class BomIT {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(io\\.ingot\\.[^<]+)</artifactId>");
    private static final Pattern MANAGED =
            Pattern.compile("<dependencyManagement>.*</dependencyManagement>", Pattern.DOTALL);
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>(?:ingot|io\\.ingot\\.bom)</artifactId>\\s*<version>([^<]+)</version>");

    /** Modules that are not published: for tests and measurements, or embedded in bundles. */
    private static final Set<String> UNPUBLISHED = Set.of("bench", "bom", "common", "itest", "seeds", "testing");

    @Test
    void bomListsEveryPublishedModule() {
        Set<String> published = new TreeSet<>();
        for (String module : groups(MODULE, pom("."))) {
            if (!UNPUBLISHED.contains(module)) {
                published.add("io.ingot." + module.replaceFirst("-bundle$", ""));
            }
        }
        Matcher managed = MANAGED.matcher(pom("bom"));

        assertThat(managed.find()).isTrue();
        assertThat(groups(ARTIFACT, managed.group())).isEqualTo(published);
    }

    @Test
    void bomHasTheVersionOfTheBuild() {
        assertThat(groups(VERSION, pom("bom"))).isEqualTo(groups(VERSION, pom(".")));
    }

    private static String pom(String module) {
        return Repository.text(Repository.ROOT.resolve(Path.of(module, "pom.xml")));
    }

    private static Set<String> groups(Pattern pattern, String text) {
        return new TreeSet<>(
                pattern.matcher(text).results().map(result -> result.group(1)).toList());
    }
}
