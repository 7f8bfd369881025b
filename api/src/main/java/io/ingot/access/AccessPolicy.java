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
 * The access policy of the operator. Every method returns if an access is allowed; otherwise it throws
 * REFUSED_BY_POLICY, whose message names the rule and the property that would allow the access. Safe for concurrent
 * use. Does no I/O except for resolving its own lists.
 */
@ProviderType
public interface AccessPolicy {
    /**
     * Checks whether a reference, whose authority is a host, may be requested: by its scheme and host, and by its
     * address if the host is an address or {@code localhost}. Called for each reference of a caller, each location and
     * each redirect. A reference need not have a host. Does not look up names: see {@link #checkAddress(String,
     * InetAddress)}.
     *
     * @throws ImageException REFUSED_BY_POLICY if it may not
     */
    void checkReference(ImageReference reference) throws ImageException;

    /**
     * Checks whether a reference may be requested, as {@link #checkReference(ImageReference)} does, but does not check
     * an authority that is not a host.
     *
     * @param authority what the authority names; only a host is checked
     * @throws ImageException REFUSED_BY_POLICY if the reference may not be requested
     */
    default void checkReference(ImageReference reference, Scheme.Authority authority) throws ImageException {
        checkReference(reference);
    }

    /**
     * Checks whether a connection to an address is allowed. A transport calls this for every address that a name
     * resolves to, and for address literals, before it connects to exactly that address.
     *
     * @param host the name or literal in the reference
     * @param address the address of the host
     * @throws ImageException REFUSED_BY_POLICY if it is not
     */
    void checkAddress(String host, InetAddress address) throws ImageException;

    /**
     * Checks whether a connection to an address is allowed, as {@link #checkAddress(String, InetAddress)} does, for a
     * request to which a server may have referred. A server may not refer to a narrower scope, from the Internet to the
     * operator's networks, or from these to this machine, unless the operator allows the host by name.
     *
     * @param host the name or literal in the reference
     * @param address the address of the host
     * @param referrerScope the scope of the server that referred to the host, by a redirect or location; HOST if none
     *     did
     * @throws ImageException REFUSED_BY_POLICY if it is not
     */
    default void checkAddress(String host, InetAddress address, AddressScope referrerScope) throws ImageException {
        checkAddress(host, address);
    }

    /**
     * Checks whether a file may be read or linked. Called before anything about the file is revealed, including its
     * existence.
     *
     * @param realPath the absolute path, with symbolic links resolved as far as it exists
     * @throws ImageException REFUSED_BY_POLICY if it may not
     */
    void checkFile(Path realPath) throws ImageException;

    /**
     * Checks whether an image may have this size.
     *
     * @param bytes its size, or the number of bytes that have arrived so far
     * @throws ImageException REFUSED_BY_POLICY if it may not
     */
    void checkSize(long bytes) throws ImageException;

    /**
     * Checks whether a checksum of this algorithm may be accepted from a caller.
     *
     * @param algorithm the {@linkplain io.ingot.image.Checksum#canonical canonical} name
     * @throws ImageException REFUSED_BY_POLICY if it may not
     */
    void checkAlgorithm(String algorithm) throws ImageException;
}
