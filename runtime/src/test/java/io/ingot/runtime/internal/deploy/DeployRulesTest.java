// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.runtime.internal.home.BundleSet.Entry;
import io.ingot.runtime.internal.home.BundleSet.Use;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class DeployRulesTest {
    private final DeployRules rules = new DeployRules(List.of(
            new Entry(Use.INGOT, Path.of("fetch.jar"), "io.ingot.fetch", "1.0.0"),
            new Entry(Use.INGOT, Path.of("http.jar"), "io.ingot.http", "1.0.0")));

    private static DeployedJar jar(String file, String name, String version) {
        return new DeployedJar(
                Path.of("deploy", file),
                Path.of("copies", file),
                name,
                Version.parseVersion(version),
                !name.endsWith("fetch"));
    }

    private DeployRules.Decision decide(DeployedJar... jars) {
        return rules.decide(List.of(jars));
    }

    @Test
    void bundleOfOthersIsUsed() {
        DeployedJar toy = jar("toy.jar", "org.toy", "1.0.0");

        assertThat(decide(toy).used()).containsOnlyKeys(toy.file());
        assertThat(decide(toy).remarks()).isEmpty();
    }

    @Test
    void copyOfABundleOfTheDistributionIsIgnoredUnderAnyFileName() {
        DeployedJar copy = jar("hotfix.jar", "io.ingot.http", "1.0.0");

        assertThat(decide(copy).used()).isEmpty();
        assertThat(decide(copy).remarks().get(copy.file())).contains("is ignored", "belongs to the distribution");
    }

    @Test
    void olderVersionOfABundleOfTheDistributionIsIgnored() {
        assertThat(decide(jar("a.jar", "io.ingot.http", "0.9.0")).used()).isEmpty();
    }

    @Test
    void newerVersionOfABundleOfTheDistributionIsIgnoredUnlessItIsAProtocol() {
        DeployedJar fetch = jar("a.jar", "io.ingot.fetch", "2.0.0");
        DeployedJar http = jar("b.jar", "io.ingot.http", "2.0.0");

        DeployRules.Decision decision = decide(fetch, http);

        assertThat(decision.used()).containsOnlyKeys(http.file());
        assertThat(decision.remarks().get(fetch.file())).contains("is ignored", "update the distribution");
        assertThat(decision.remarks().get(http.file())).contains("in place of version 1.0.0", "stays installed");
    }

    @Test
    void ofTwoVersionsTheOlderIsReportedInAnyOrder() {
        DeployedJar older = jar("b.jar", "org.toy", "1.9.0");
        DeployedJar newer = jar("a.jar", "org.toy", "1.10.0");

        for (DeployRules.Decision decision : List.of(decide(older, newer), decide(newer, older))) {
            assertThat(decision.used()).containsOnlyKeys(newer.file(), older.file());
            assertThat(decision.remarks()).containsOnlyKeys(older.file());
            assertThat(decision.remarks().get(older.file())).contains("1.9.0", "1.10.0 in a.jar answers");
        }
    }

    @Test
    void ofTwoCopiesOneIsUsedAndTheOtherNamed() {
        DeployedJar one = jar("a.jar", "org.toy", "1.0.0");
        DeployedJar copy = jar("b.jar", "org.toy", "1.0.0");

        assertThat(decide(copy, one).used()).containsOnlyKeys(one.file());
        assertThat(decide(copy, one).remarks().get(copy.file())).contains("a.jar is the same bundle");
    }
}
