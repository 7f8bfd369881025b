// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An uninstalled KAR of Ingot leaves Karaf's own features unchanged, also after a restart. */
class RestartKarafIT {
    private static final String LIST = "feature:list -i --no-format";
    private static final String LAST_OF_THE_LIST = "^wrap .*Started";
    private static final Pattern FEATURE = Pattern.compile("^([\\w-]+) *\t([^\t]+?) *\t.*Started", Pattern.MULTILINE);

    @Test
    void uninstalledKarLeavesTheConsoleUnchanged() throws Exception {
        Path home = KarafConsole.extract();
        Set<String> before;
        try (KarafConsole karaf = KarafConsole.start(home)) {
            before = features(karaf.type(LIST, LAST_OF_THE_LIST));
            karaf.type("kar:list; echo commands are available", "^commands are available");
            karaf.type("kar:install " + Karaf.kar().toUri() + "; echo installed", "^installed");
            karaf.type("feature:install ingot; echo started", "^started");
            karaf.type("ingot:schemes", "^https +io\\.ingot\\.http");
            karaf.type("kar:uninstall io.ingot.karaf; echo uninstalled", "^uninstalled");
        }

        try (KarafConsole karaf = KarafConsole.start(home)) {
            assertThat(features(karaf.type(LIST, LAST_OF_THE_LIST)))
                    .contains("shell 4.4.10", "ssh 4.4.10", "config 4.4.10", "system 4.4.10")
                    .isEqualTo(before);
            karaf.type("ingot:schemes", "^Command not found: ingot:schemes");
        }
    }

    private static Set<String> features(String printed) {
        Set<String> features = new TreeSet<>();
        FEATURE.matcher(printed).results().forEach(line -> features.add(line.group(1) + " " + line.group(2)));
        return features;
    }
}
