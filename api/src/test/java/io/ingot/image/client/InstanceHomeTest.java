// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceHomeTest {
    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    @Test
    void eachNameComesBeforeTheNext() {
        assertThat(home()).isEqualTo(Path.of(System.getProperty("user.home"), ".ingot"));

        environment.put("STATE_DIRECTORY", "/var/lib/ingot");
        assertThat(home()).isEqualTo(Path.of("/var/lib/ingot"));

        properties.put("karaf.base", "/opt/karaf");
        assertThat(home()).isEqualTo(Path.of("/opt/karaf/ingot"));

        environment.put("INGOT_HOME", "/srv/environment");
        assertThat(home()).isEqualTo(Path.of("/srv/environment"));

        properties.put("ingot.home", "/srv/property");
        assertThat(home()).isEqualTo(Path.of("/srv/property"));
    }

    @Test
    void aBlankTextIsRefused() {
        properties.put("ingot.home", " ");
        environment.put("INGOT_HOME", "");
        environment.put("STATE_DIRECTORY", "/var/lib/ingot");

        assertThat(home()).isEqualTo(Path.of("/var/lib/ingot"));
    }

    @Test
    void theFirstOfSeveralStateDirectoriesCounts() {
        environment.put("STATE_DIRECTORY", "/var/lib/ingot:/var/lib/other");

        assertThat(home()).isEqualTo(Path.of("/var/lib/ingot"));
    }

    @Test
    void itIsAbsoluteAndNormal() {
        properties.put("ingot.home", "a/../b");

        assertThat(home()).isEqualTo(Path.of("b").toAbsolutePath());
    }

    private Path home() {
        return InstanceHome.of(properties::get, environment);
    }
}
