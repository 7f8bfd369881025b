// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/** A copy of the KAR in which Ingot has a later version. */
final class NewerKar {
    static final String VERSION = "99.0.0";

    private static final Pattern INGOT_FILE = Pattern.compile("repository/io/ingot/io\\.ingot\\.karaf/([^/]+)/.*");
    private static final Pattern BUNDLE = Pattern.compile("repository/io/ingot/.*\\.jar");
    private static final Pattern TEXT = Pattern.compile("repository/io/ingot/.*\\.(xml|cfg)");

    private final String version;

    private NewerKar(String version) {
        this.version = version;
    }

    /** Writes the copy beside the packaged KAR. */
    static Path of(Path built) throws IOException {
        Path newer = built.resolveSibling("newer-" + built.getFileName());
        try (InputStream in = Files.newInputStream(built);
                OutputStream out = Files.newOutputStream(newer)) {
            new NewerKar(versionOf(built)).copy(in, out, false);
        }
        return newer;
    }

    private static String versionOf(Path kar) throws IOException {
        try (JarInputStream entries = new JarInputStream(Files.newInputStream(kar))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                var match = INGOT_FILE.matcher(entry.getName());
                if (match.matches()) {
                    return match.group(1);
                }
            }
        }
        throw new IOException("no features file of Ingot in " + kar);
    }

    private void copy(InputStream from, OutputStream to, boolean bundle) throws IOException {
        JarInputStream in = new JarInputStream(from);
        Manifest manifest = in.getManifest();
        if (bundle) {
            manifest.getMainAttributes().put(new Attributes.Name("Bundle-Version"), VERSION);
        }
        JarOutputStream out = new JarOutputStream(to, manifest);
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            out.putNextEntry(new JarEntry(newer(entry.getName())));
            out.write(bundle ? in.readAllBytes() : newer(entry.getName(), in.readAllBytes()));
        }
        out.finish();
    }

    private byte[] newer(String entry, byte[] content) throws IOException {
        if (TEXT.matcher(entry).matches()) {
            return newer(new String(content, UTF_8)).getBytes(UTF_8);
        }
        if (BUNDLE.matcher(entry).matches()) {
            ByteArrayOutputStream bundle = new ByteArrayOutputStream();
            copy(new ByteArrayInputStream(content), bundle, true);
            return bundle.toByteArray();
        }
        return content;
    }

    private String newer(String text) {
        return text.replace(version, VERSION);
    }
}
