// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.address;

import io.ingot.access.AccessPolicy;
import io.ingot.image.AddressScope;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks hosts up, and checks every address against the policy. A literal is an address in any spelling, for example
 * {@code 127.1}.
 */
public final class PolicedLookup {
    private static final Logger LOG = LoggerFactory.getLogger(PolicedLookup.class);

    private final AccessPolicy policy;
    private final NameLookup names;

    /** Creates a look-up that uses the name service of the system. */
    public PolicedLookup(AccessPolicy policy) {
        this(policy, InetAddress::getAllByName);
    }

    PolicedLookup(AccessPolicy policy, NameLookup.Resolver resolver) {
        this.policy = policy;
        this.names = new NameLookup(resolver);
    }

    /**
     * Returns the allowed addresses of a host, in the system's order, at least one.
     *
     * @param referrerScope the address scope of the server that led to the host
     * @param timeout how long a look-up may take
     * @throws ImageException REFUSED_BY_POLICY if none of the addresses is allowed
     */
    public List<InetAddress> allowedAddresses(String host, AddressScope referrerScope, Duration timeout, Call call)
            throws UnknownHostException, ImageException {
        List<InetAddress> allowed = new ArrayList<>();
        @Nullable ImageException refusal = null;
        for (InetAddress address : names.addresses(host, timeout, call)) {
            try {
                policy.checkAddress(host, address, referrerScope);
                allowed.add(address);
            } catch (ImageException e) {
                refusal = e;
            }
        }
        if (allowed.isEmpty() && refusal != null) {
            throw refusal;
        }
        return allowed;
    }

    /**
     * Checks a host that a proxy will look up against the policy. Every address that it has here must be allowed, since
     * the proxy chooses among them. A host that is unknown here passes: only the policy's host rules apply to it.
     *
     * @param referrerScope the address scope of the server that led to the host
     * @return the address scope of the host; PUBLIC if that is not known
     * @throws ImageException REFUSED_BY_POLICY if an address is not allowed
     */
    public AddressScope checkBehindProxy(String host, AddressScope referrerScope, Duration timeout, Call call)
            throws ImageException {
        List<InetAddress> addresses;
        try {
            addresses = names.addresses(host, timeout, call);
        } catch (UnknownHostException e) {
            LOG.debug("{} is not known here: its proxy will look it up, and only host rules apply", host);
            return AddressScope.PUBLIC;
        }
        for (InetAddress address : addresses) {
            policy.checkAddress(host, address, referrerScope);
        }
        return AddressScope.widest(addresses).orElse(AddressScope.PUBLIC);
    }

    /** Returns the addresses of a host that the operator configured, a proxy, without checking the policy. */
    public List<InetAddress> uncheckedAddresses(String host, Duration timeout, Call call)
            throws UnknownHostException, ImageException {
        return names.addresses(host, timeout, call);
    }

    /** Returns whether an address is allowed now, for example that of a pooled connection. */
    public boolean isAllowed(String host, InetAddress address, AddressScope referrerScope) {
        try {
            policy.checkAddress(host, address, referrerScope);
            return true;
        } catch (ImageException e) {
            return false;
        }
    }
}
