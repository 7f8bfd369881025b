// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.framework;

import java.util.List;

/**
 * The packages of the launcher's class path that bundles can import: logging, and the services that the launcher uses.
 * The framework itself exports them, so that no bundle has to be installed and resolved for them.
 */
final class SystemPackages {
    static final List<String> EXPORTED = List.of(
            "org.slf4j;version=2.0.20",
            "org.slf4j.event;version=2.0.20",
            "org.slf4j.helpers;version=2.0.20",
            "org.slf4j.spi;version=2.0.20",
            // Like slf4j itself, which is compatible with bundles that were built for 1.7.
            "org.slf4j;version=1.7.36",
            "org.slf4j.helpers;version=1.7.36",
            "org.osgi.service.cm;version=1.6.1",
            "org.osgi.service.component;version=1.5.1",
            "org.osgi.service.component.runtime;version=1.5",
            "org.osgi.service.component.runtime.dto;version=1.5",
            "org.osgi.service.log;version=1.5",
            "org.osgi.util.function;version=1.2",
            "org.osgi.util.promise;version=1.3.0");

    private SystemPackages() {}

    /** Returns the value of the framework property. */
    static String property() {
        return String.join(",", EXPORTED);
    }
}
