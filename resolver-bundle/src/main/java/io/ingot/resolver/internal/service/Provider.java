// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import io.ingot.image.ImageException;
import java.util.Objects;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/**
 * The bundle of a service, as text, so that messages can name it after it has gone.
 *
 * @param bundleId its id in the framework
 * @param bundle its symbolic name
 * @param version its version when the service was registered
 * @param location the location that it was installed from
 */
public record Provider(long bundleId, String bundle, Version version, String location) {
    /** Copies these values from a bundle. */
    public static Provider of(Bundle bundle) {
        return new Provider(bundle.getBundleId(), name(bundle), bundle.getVersion(), bundle.getLocation());
    }

    /** Returns the symbolic name; {@code bundle ID} for a bundle of manifest version 1, which has none. */
    public static String name(Bundle bundle) {
        return Objects.requireNonNullElseGet(bundle.getSymbolicName(), () -> "bundle " + bundle.getBundleId());
    }

    /** Returns a failure as one of this bundle's service. */
    public ImageException failure(ImageException e) {
        return e.withService(toString());
    }

    /** Returns name, version, id and location, to tell bundles of one name apart. */
    public String installed() {
        return this + " (bundle " + bundleId + ", installed from " + location + ")";
    }

    @Override
    public String toString() {
        return bundle + " " + version;
    }
}
