// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A bundle in the deploy folder, described by its manifest.
 *
 * @param file the jar
 * @param copy the private copy of the jar that was read
 * @param name the symbolic name
 * @param version the version
 * @param protocol whether the bundle declares an image service
 */
record DeployedJar(Path file, Path copy, String name, Version version, boolean protocol) {
    private static final String IMAGE_SERVICE = "io.ingot.image.service";

    /**
     * Reads the manifest of the copy of a jar.
     *
     * @throws IOException if the jar is not a bundle; the message states why
     */
    static DeployedJar read(Path file, Path copy) throws IOException {
        Attributes headers = headers(copy);
        String name = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (name == null) {
            throw new IOException("it is not an OSGi bundle: its manifest has no " + Constants.BUNDLE_SYMBOLICNAME);
        }
        String capabilities = headers.getValue(Constants.PROVIDE_CAPABILITY);
        return new DeployedJar(
                file,
                copy,
                name.split(";", 2)[0].strip(),
                version(headers.getValue(Constants.BUNDLE_VERSION)),
                capabilities != null && capabilities.contains(IMAGE_SERVICE));
    }

    private static Attributes headers(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest == null ? new Attributes() : manifest.getMainAttributes();
        } catch (IOException e) {
            throw new IOException("it is not a complete jar: " + e.getMessage(), e);
        }
    }

    private static Version version(String text) throws IOException {
        try {
            return Version.parseVersion(Optional.ofNullable(text).orElse("0"));
        } catch (IllegalArgumentException e) {
            throw new IOException("its " + Constants.BUNDLE_VERSION + " is malformed: " + text, e);
        }
    }

    /** Returns the name of the file. */
    String fileName() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
