// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.framework;

import io.ingot.runtime.internal.configuration.ConfigurationFolder;
import io.ingot.runtime.internal.deploy.DeployFolder;
import io.ingot.runtime.internal.file.TrustedPaths;
import io.ingot.runtime.internal.home.FrameworkStorage;
import io.ingot.runtime.internal.home.Home;

/**
 * Where one process has its files: its home, and the storage of its framework. Code and configuration are taken from trusted
 * paths only.
 */
public record InstanceFiles(Home home, FrameworkStorage storage, TrustedPaths trust) {
    /** Its configuration files. */
    public ConfigurationFolder configuration() {
        return new ConfigurationFolder(home.etc(), trust);
    }

    /** Its bundles of others, with copies below the storage. */
    public DeployFolder deploy() {
        return new DeployFolder(home, trust, storage.folder().resolve("deploy"));
    }
}
