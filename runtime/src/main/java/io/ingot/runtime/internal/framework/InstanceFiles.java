// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.framework;

import io.ingot.runtime.internal.configuration.ConfigurationFolder;
import io.ingot.runtime.internal.deploy.DeployFolder;
import io.ingot.runtime.internal.file.TrustedPaths;
import io.ingot.runtime.internal.home.FrameworkStorage;
import io.ingot.runtime.internal.home.Home;

/**
 * The files of one process: its home, and the storage of its framework. Code and configuration are read from trusted
 * paths only.
 */
public record InstanceFiles(Home home, FrameworkStorage storage, TrustedPaths trust) {
    /** Returns the folder of configuration files. */
    public ConfigurationFolder configuration() {
        return new ConfigurationFolder(home.etc(), trust);
    }

    /** Returns the deploy folder, whose copies are in the storage. */
    public DeployFolder deploy() {
        return new DeployFolder(home, trust, storage.folder().resolve("deploy"));
    }
}
