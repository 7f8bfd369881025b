// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import io.ingot.image.AddressBlock;
import io.ingot.image.EmbeddedIpv4;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides to which addresses connections are allowed: all that are not refused, and the exceptions. An IPv6 address that
 * embeds an IPv4 address is checked as both.
 */
public final class AddressRule implements PolicyRule {
    private static final String REFUSED = "io.ingot.access/refusedAddresses";
    private static final String ALLOWED = "io.ingot.access/allowedAddresses";

    private final List<AddressBlock> refused;
    private final List<AddressBlock> allowed;
    private final List<AddressBlock> refusedByDefault;

    /**
     * Parses addresses and blocks of addresses.
     *
     * @param refusedByDefault the default of {@code refusedAddresses}
     * @throws IllegalArgumentException if an element is not an address or a block
     */
    public AddressRule(List<String> refused, List<String> allowed, List<String> refusedByDefault) {
        this.refused = blocks(REFUSED, refused);
        this.allowed = blocks(ALLOWED, allowed);
        this.refusedByDefault = blocks(REFUSED, refusedByDefault);
    }

    /**
     * Checks a host that is an address. It is known before a connection is made, and even if a proxy makes it.
     * {@code localhost} has two addresses, of which either may be used: both must be allowed.
     */
    @Override
    public void checkReference(ImageReference reference) throws ImageException {
        String host = reference.host().orElse("");
        for (InetAddress address : HostAddresses.of(host)) {
            check("host " + host + " (" + address.getHostAddress() + ") of " + reference, address);
        }
    }

    @Override
    public boolean checksHosts() {
        return true;
    }

    @Override
    public void checkAddress(String host, InetAddress address) throws ImageException {
        check("address " + address.getHostAddress() + " of host " + host, address);
    }

    @Override
    public List<String> cautions() {
        List<AddressBlock> opened =
                refusedByDefault.stream().filter(this::isOpened).toList();
        return opened.isEmpty()
                ? List.of()
                : List.of(REFUSED + " and " + ALLOWED + " allow addresses that are refused by default: " + opened);
    }

    private boolean isOpened(AddressBlock block) {
        return refused.stream().noneMatch(other -> other.contains(block))
                || allowed.stream().anyMatch(other -> other.contains(block) || block.contains(other));
    }

    private void check(String subject, InetAddress address) throws ImageException {
        Optional<AddressBlock> refusing = Stream.concat(Stream.of(address), EmbeddedIpv4.in(address).stream())
                .flatMap(this::refusingBlocks)
                .findFirst();
        if (refusing.isPresent()) {
            throw Refusal.of(
                    subject, "it is in " + refusing.get() + " of " + REFUSED, "add it to " + ALLOWED + " to allow it");
        }
    }

    private Stream<AddressBlock> refusingBlocks(InetAddress address) {
        return allowed.stream().anyMatch(block -> block.contains(address))
                ? Stream.empty()
                : refused.stream().filter(block -> block.contains(address));
    }

    private static List<AddressBlock> blocks(String property, List<String> texts) {
        return texts.stream().map(text -> block(property, text)).toList();
    }

    private static AddressBlock block(String property, String text) {
        try {
            return AddressBlock.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    property + " must list addresses such as 192.0.2.1, 169.254.0.0/16 or fe80::/10; was '"
                            + ImageReference.redact(text) + "': " + e.getMessage(),
                    e);
        }
    }
}
