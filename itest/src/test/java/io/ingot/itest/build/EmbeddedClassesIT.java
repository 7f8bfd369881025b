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

/** The OpenPGP bundle embeds a part of Bouncy Castle: all classes that Ingot's classes depend on. */
class EmbeddedClassesIT {
    private static final String INGOT_PREFIX = "io/ingot/";
    private static final Pattern BOUNCY_CASTLE_CLASS = Pattern.compile("org/bouncycastle/(?:\\w+/)*[\\w$]+");

    @Test
    void everyReachableClassIsEmbedded() throws IOException {
        Set<String> missing = new TreeSet<>();
        Set<String> visited = new HashSet<>();
        try (JarFile jar = new JarFile(openPgp().toFile())) {
            Deque<String> open = new ArrayDeque<>();
            jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith(INGOT_PREFIX) && name.endsWith(".class"))
                    .forEach(open::add);
            while (!open.isEmpty()) {
                String name = open.remove();
                JarEntry entry = jar.getJarEntry(name);
                if (entry == null) {
                    missing.add(name);
                } else {
                    Matcher references = BOUNCY_CASTLE_CLASS.matcher(text(jar, entry));
                    while (references.find()) {
                        String next = references.group() + ".class";
                        if (visited.add(next)) {
                            open.add(next);
                        }
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(visited).hasSizeGreaterThan(1000);
    }

    private static Path openPgp() {
        return BuiltBundles.ingot().stream()
                .filter(bundle -> bundle.name().equals("io.ingot.openpgp"))
                .map(BuiltBundles.BundleEntry::jar)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Returns the bytes of a class as a text, with the names of all classes that it refers to; no letter follows a
     * name.
     */
    private static String text(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            return new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
