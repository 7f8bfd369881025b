// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherFactory;

class BuildSeedTest {
    private static final List<String> GENERATED = new ArrayList<>();

    private final Properties before = (Properties) System.getProperties().clone();

    @AfterEach
    void restoreSystemProperties() {
        System.setProperties(before);
    }

    @Test
    void oneSeedGeneratesTheSameValuesInEveryRun() {
        assertThat(values("5")).hasSizeGreaterThan(20).isEqualTo(values("5"));
    }

    @Test
    void anotherSeedGeneratesOtherValues() {
        assertThat(values("5")).isNotEqualTo(values("6"));
    }

    @Test
    void withoutASeedTheConstantSeedIsUsed() {
        System.clearProperty(BuildSeed.PROPERTY);

        assertThat(values()).isEqualTo(values());
    }

    private static List<String> values(String seed) {
        System.setProperty(BuildSeed.PROPERTY, seed);
        return values();
    }

    /** Returns the values that jqwik passes to the sample in a separate run. */
    private static List<String> values() {
        GENERATED.clear();
        LauncherFactory.create()
                .execute(request()
                        .selectors(selectClass(Sample.class))
                        .configurationParameter("jqwik.database", "")
                        .build());
        return List.copyOf(GENERATED);
    }

    /** Run only by the tests above, since Surefire skips nested classes. */
    static class Sample {
        @Property(tries = 50)
        void anyText(@ForAll String text) {
            GENERATED.add(text);
        }
    }
}
