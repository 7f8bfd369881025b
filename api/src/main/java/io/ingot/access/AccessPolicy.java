// SPDX-License-Identifier: Apache-2.0
package io.ingot.access;

import io.ingot.image.AddressScope;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.spi.Scheme;
import java.net.InetAddress;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the operator allows. Every method returns if it is allowed, and throws REFUSED_BY_POLICY with the rule and the
 * property that would allow it if not. It is safe for concurrent use, and does no I/O but to resolve its own lists.
 */
@ProviderType
public interface AccessPolicy {
    /**
     * May this reference, whose authority is a host, be asked for? Its scheme and host are looked at, and its address if
     * the host is an address or {@code localhost}. Asked for what a caller names, for every location and for every hop of
     * a redirect. References without a host are ordinary. No name is looked up: see {@link #checkAddress}.
     */
    void checkReference(ImageReference reference) throws ImageException;

    /**
     * May this reference be asked for? As {@link #checkReference(ImageReference)}, but for an authority that is not a host.
     *
     * @param authority what its authority names; only a host is looked at
     */
    default void checkReference(ImageReference reference, Scheme.Authority authority) throws ImageException {
        checkReference(reference);
    }

    /**
     * May this address be connected to? The transport asks for every address that a name resolves to and for address
     * literals, before it connects to that very address.
     *
     * @param host the name or literal, as the reference has it
     */
    void checkAddress(String host, InetAddress address) throws ImageException;

    /**
     * May this address be connected to, by a request that a server led there? As {@link #checkAddress(String, InetAddress)}; and
     * no server leads inwards, from the Internet into the operator's networks, or from these to this machine, unless the
     * operator names the host.
     *
     * @param host the name or literal, as the reference has it
     * @param referrerScope from how far the request was led there, by redirects and locations; HOST if nothing did
     */
    default void checkAddress(String host, InetAddress address, AddressScope referrerScope) throws ImageException {
        checkAddress(host, address);
    }

    /**
     * May this file be read or linked? Asked before anything is revealed of it, its existence included.
     *
     * @param real the absolute path with symbolic links resolved, as far as it exists
     */
    void checkFile(Path real) throws ImageException;

    /**
     * May an image be this large?
     *
     * @param bytes its size, or the bytes that have come so far
     */
    void checkSize(long bytes) throws ImageException;

    /**
     * May a checksum of this algorithm be accepted from a caller?
     *
     * @param algorithm in its {@linkplain io.ingot.image.Checksum#canonical canonical} spelling
     */
    void checkAlgorithm(String algorithm) throws ImageException;
}
