// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.itest.BuiltBundles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Of Bouncy Castle only a part is embedded: all that can be reached from our own classes. */
class EmbeddedClassesIT {
    private static final String OURS = "io/ingot/";
    private static final Pattern THEIRS = Pattern.compile("org/bouncycastle/(?:\\w+/)*[\\w$]+");

    @Test
    void everyClassThatOursLeadToIsThere() throws IOException {
        Set<String> missing = new TreeSet<>();
        Set<String> seen = new HashSet<>();
        try (JarFile jar = new JarFile(openPgp().toFile())) {
            Deque<String> open = new ArrayDeque<>();
            jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith(OURS) && name.endsWith(".class"))
                    .forEach(open::add);
            while (!open.isEmpty()) {
                String name = open.remove();
                JarEntry entry = jar.getJarEntry(name);
                if (entry == null) {
                    missing.add(name);
                } else {
                    Matcher theirs = THEIRS.matcher(text(jar, entry));
                    while (theirs.find()) {
                        String next = theirs.group() + ".class";
                        if (seen.add(next)) {
                            open.add(next);
                        }
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(seen).hasSizeGreaterThan(1000);
    }

    private static Path openPgp() {
        return BuiltBundles.ingot().stream()
                .filter(bundle -> bundle.name().equals("io.ingot.openpgp"))
                .map(BuiltBundles.Listed::jar)
                .findFirst()
                .orElseThrow();
    }

    /** The constants of a class, among them the names of all classes that it refers to; what follows a name is no letter. */
    private static String text(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            return new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
