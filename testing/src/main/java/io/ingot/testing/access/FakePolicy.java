// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.access;

import io.ingot.access.AccessPolicy;
import io.ingot.image.AddressScope;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** A policy that records its checks, and refuses what a test configures. */
public final class FakePolicy implements AccessPolicy {
    private final List<String> references = new CopyOnWriteArrayList<>();
    private final List<String> addresses = new CopyOnWriteArrayList<>();
    private final List<AddressScope> referrerScopes = new CopyOnWriteArrayList<>();
    private volatile Predicate<ImageReference> refusedReference = reference -> false;
    private volatile BiPredicate<String, InetAddress> refusedAddress = (host, address) -> false;

    public void refuseReference(Predicate<ImageReference> refused) {
        refusedReference = refused;
    }

    public void refuseAddress(Predicate<InetAddress> refused) {
        refusedAddress = (host, address) -> refused.test(address);
    }

    public void refuseAddressesOf(String refused) {
        refusedAddress = (host, address) -> host.equals(refused);
    }

    /** The checked references, in order. */
    public List<String> references() {
        return references;
    }

    /** The scopes of the servers that led to the checked addresses, in order. */
    public List<AddressScope> referrerScopes() {
        return referrerScopes;
    }

    /** The checked addresses, in order. */
    public List<String> addresses() {
        return addresses;
    }

    @Override
    public void checkReference(ImageReference reference) throws ImageException {
        references.add(reference.exact());
        if (refusedReference.test(reference)) {
            throw new ImageException(ErrorCode.REFUSED_BY_POLICY, "refused: " + reference);
        }
    }

    @Override
    public void checkAddress(String host, InetAddress address) throws ImageException {
        addresses.add(address.getHostAddress());
        if (refusedAddress.test(host, address)) {
            throw new ImageException(ErrorCode.REFUSED_BY_POLICY, "refused: " + address);
        }
    }

    /** Checks as the operator's policy does without allowed hosts. */
    @Override
    public void checkAddress(String host, InetAddress address, AddressScope from) throws ImageException {
        referrerScopes.add(from);
        checkAddress(host, address);
        if (!from.mayReferTo(AddressScope.of(address))) {
            throw new ImageException(ErrorCode.REFUSED_BY_POLICY, "refused: led inwards to " + address);
        }
    }

    @Override
    public void checkFile(Path real) {}

    @Override
    public void checkSize(long bytes) {}

    @Override
    public void checkAlgorithm(String algorithm) {}
}
