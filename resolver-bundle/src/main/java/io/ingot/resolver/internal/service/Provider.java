// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import io.ingot.image.ImageException;
import java.util.Objects;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/**
 * The bundle behind a service, as text: it can still be named when it has gone.
 *
 * @param bundleId the framework's number of it
 * @param bundle its symbolic name
 * @param version its version when the service came
 * @param location where it was installed from, as the one said who installed it
 */
public record Provider(long bundleId, String bundle, Version version, String location) {
    /** Reads what is to be remembered of a bundle. */
    public static Provider of(Bundle bundle) {
        return new Provider(bundle.getBundleId(), name(bundle), bundle.getVersion(), bundle.getLocation());
    }

    /** The symbolic name, or the number of a bundle so old that it has none. */
    public static String name(Bundle bundle) {
        return Objects.requireNonNullElseGet(bundle.getSymbolicName(), () -> "bundle " + bundle.getBundleId());
    }

    /** The same failure, of the service of this bundle. */
    public ImageException failure(ImageException e) {
        return e.withService(toString());
    }

    /** Which of several bundles of one name this is. */
    public String installed() {
        return this + " (bundle " + bundleId + ", installed from " + location + ")";
    }

    @Override
    public String toString() {
        return bundle + " " + version;
    }
}
