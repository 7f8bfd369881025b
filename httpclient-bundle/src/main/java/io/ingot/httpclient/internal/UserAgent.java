// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** The name by which this client introduces itself: {@code ingot/1.0.0}. */
final class UserAgent {
    private UserAgent() {}

    /** Without a version outside of a framework. */
    static String text() {
        return Optional.ofNullable(FrameworkUtil.getBundle(UserAgent.class))
                .map(Bundle::getVersion)
                .map(version -> "ingot/" + version.getMajor() + "." + version.getMinor() + "." + version.getMicro())
                .orElse("ingot");
    }
}
