// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SystemPackagesTest {
    private static final Pattern EXPORT = Pattern.compile("(?:^|,)([a-z0-9.]+)((?:;[a-z:]+=\"[^\"]*\")*)");
    private static final Pattern VERSION = Pattern.compile(";version=\"([0-9.]+)\"");

    @Test
    void versionsAreThoseOfTheClassPath() throws Exception {
        assertThat(exportsOfTheClassPath()).containsAll(SystemPackages.EXPORTED);
    }

    private static List<String> exportsOfTheClassPath() throws Exception {
        List<String> exports = new ArrayList<>();
        for (URL url : Collections.list(SystemPackages.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
            try (InputStream manifest = url.openStream()) {
                String header = new Manifest(manifest).getMainAttributes().getValue("Export-Package");
                Matcher matcher = EXPORT.matcher(header == null ? "" : header);
                while (matcher.find()) {
                    Matcher version = VERSION.matcher(matcher.group(2));
                    exports.add(matcher.group(1) + ";version=" + (version.find() ? version.group(1) : ""));
                }
            }
        }
        return exports;
    }
}
