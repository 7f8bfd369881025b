// SPDX-License-Identifier: Apache-2.0
package io.ingot.access;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.net.InetAddress;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A check that others add to the {@link AccessPolicy}: register it as an OSGi service. It can refuse, never allow what
 * another rule refuses. Each method means what the method of that name means there, and allows unless it is overridden.
 * A rule that fails in another way refuses.
 */
@ConsumerType
public interface AccessRule {
    /** See {@link AccessPolicy#checkReference(ImageReference)}. Asked for every reference, whatever its authority names. */
    default void checkReference(ImageReference reference) throws ImageException {}

    /** See {@link AccessPolicy#checkAddress}. */
    default void checkAddress(String host, InetAddress address) throws ImageException {}

    /** See {@link AccessPolicy#checkFile}. */
    default void checkFile(Path real) throws ImageException {}

    /** See {@link AccessPolicy#checkSize}. */
    default void checkSize(long bytes) throws ImageException {}

    /** See {@link AccessPolicy#checkAlgorithm}. */
    default void checkAlgorithm(String algorithm) throws ImageException {}
}
