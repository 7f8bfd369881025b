// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.run;

import io.ingot.runtime.internal.launch.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names what lies in the deploy folder and is no bundle: File Install passes such files over in silence. One that is being
 * copied is left alone until it has not changed between two looks.
 */
final class DeployReport {
    private static final Logger LOG = LoggerFactory.getLogger(DeployReport.class);

    private final DeployFolder folder;
    private final Map<Path, FileTime> seen = new HashMap<>();
    private final Map<Path, FileTime> judged = new HashMap<>();

    DeployReport(DeployFolder folder) {
        this.folder = folder;
    }

    /** Looks once. */
    void look() {
        try {
            for (Path jar : folder.jars()) {
                look(jar);
            }
        } catch (Failure e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    private void look(Path jar) {
        try {
            FileTime time = Files.getLastModifiedTime(jar);
            if (time.equals(seen.put(jar, time)) && !time.equals(judged.put(jar, time))) {
                fault(jar).ifPresent(fault -> LOG.error("{} is not installed: {}", jar, fault));
            }
        } catch (IOException e) {
            LOG.debug("{} has gone while it was looked at", jar, e);
        }
    }

    private static Optional<String> fault(Path path) {
        try (JarFile jar = new JarFile(path.toFile())) {
            Manifest manifest = jar.getManifest();
            Attributes headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
            return headers.getValue(Constants.BUNDLE_SYMBOLICNAME) == null
                    ? Optional.of("it is no OSGi bundle, its manifest has no " + Constants.BUNDLE_SYMBOLICNAME)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("it is no whole jar, " + e.getMessage());
        }
    }
}
