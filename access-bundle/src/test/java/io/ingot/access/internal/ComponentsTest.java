// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The component descriptions. */
class ComponentsTest {
    private static final Pattern PIDS = Pattern.compile("configuration-pid=\"([^\"]*)\"");

    @Test
    @DisplayName("each component has one PID, since SCR ignores a second one if the first has no configuration")
    void eachComponentHasOnePid() throws Exception {
        Path policy = Path.of(ComponentsTest.class
                .getResource("/OSGI-INF/" + OperatorPolicy.class.getName() + ".xml")
                .toURI());
        List<Path> components;
        try (Stream<Path> files = Files.list(policy.getParent())) {
            components = files.filter(file -> file.toString().endsWith(".xml")).toList();
        }
        assertThat(components).contains(policy);
        for (Path component : components) {
            Matcher pids = PIDS.matcher(Files.readString(component));
            if (pids.find()) {
                assertThat(pids.group(1)).as(component.toString()).doesNotContain(" ");
            }
        }
    }
}
