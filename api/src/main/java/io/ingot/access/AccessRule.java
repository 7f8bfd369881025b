// SPDX-License-Identifier: Apache-2.0
package io.ingot.access;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.net.InetAddress;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An additional rule of the {@link AccessPolicy}, registered as an OSGi service. It can refuse an access, but not allow
 * what another rule refuses. Each method has the meaning of the method of that name there, and allows by default. A
 * rule that throws anything else refuses, too. Safe for concurrent use.
 */
@ConsumerType
public interface AccessRule {
    /**
     * See {@link AccessPolicy#checkReference(ImageReference)}. Called for every reference, whatever its authority
     * names.
     */
    default void checkReference(ImageReference reference) throws ImageException {}

    /** See {@link AccessPolicy#checkAddress}. */
    default void checkAddress(String host, InetAddress address) throws ImageException {}

    /** See {@link AccessPolicy#checkFile}. */
    default void checkFile(Path realPath) throws ImageException {}

    /** See {@link AccessPolicy#checkSize}. */
    default void checkSize(long bytes) throws ImageException {}

    /** See {@link AccessPolicy#checkAlgorithm}. */
    default void checkAlgorithm(String algorithm) throws ImageException {}
}
