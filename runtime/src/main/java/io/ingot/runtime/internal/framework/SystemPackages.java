// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.framework;

import java.util.List;

/**
 * What bundles see of the launcher's class path: logging, and the services through which the launcher talks to them.
 * Exported by the framework itself, so that no bundle has to be installed and resolved for it.
 */
final class SystemPackages {
    static final List<String> EXPORTED = List.of(
            "org.slf4j;version=2.0.20",
            "org.slf4j.event;version=2.0.20",
            "org.slf4j.helpers;version=2.0.20",
            "org.slf4j.spi;version=2.0.20",
            // As slf4j itself: what was made for the older line is at home in this one.
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

    /** The value of the framework property. */
    static String property() {
        return String.join(",", EXPORTED);
    }
}
