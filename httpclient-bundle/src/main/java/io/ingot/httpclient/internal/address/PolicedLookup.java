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

/** Looks hosts up, and asks policy for every address. A literal is an address in any spelling: {@code 127.1}, for example. */
public final class PolicedLookup {
    private static final Logger LOG = LoggerFactory.getLogger(PolicedLookup.class);

    private final AccessPolicy policy;
    private final NameLookup names;

    /** Asks the system for addresses. */
    public PolicedLookup(AccessPolicy policy) {
        this(policy, InetAddress::getAllByName);
    }

    PolicedLookup(AccessPolicy policy, NameLookup.Resolver resolver) {
        this.policy = policy;
        this.names = new NameLookup(resolver);
    }

    /**
     * The addresses of a host that may be connected to, in the system's order, at least one.
     *
     * @param ledFrom from how far the request was led to the host
     * @param patience how long a look-up may take
     * @throws ImageException REFUSED_BY_POLICY if there are addresses, but none is allowed
     */
    public List<InetAddress> allowed(String host, AddressScope ledFrom, Duration patience, Call call)
            throws UnknownHostException, ImageException {
        List<InetAddress> allowed = new ArrayList<>();
        @Nullable ImageException refusal = null;
        for (InetAddress address : names.addresses(host, patience, call)) {
            try {
                policy.checkAddress(host, address, ledFrom);
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
     * Asks policy for a host that a proxy will look up: every address that it has here must be allowed, since the proxy
     * has the choice. A host that is not known here passes; the policy's rules for hosts have decided then.
     *
     * @param ledFrom from how far the request was led to the host
     * @return how far out the host lies; PUBLIC if that is not known
     * @throws ImageException REFUSED_BY_POLICY if one is not allowed
     */
    public AddressScope checkBehindProxy(String host, AddressScope ledFrom, Duration patience, Call call)
            throws ImageException {
        List<InetAddress> addresses;
        try {
            addresses = names.addresses(host, patience, call);
        } catch (UnknownHostException e) {
            LOG.debug("{} is not known here: its proxy will look it up, and host rules alone decided", host);
            return AddressScope.PUBLIC;
        }
        for (InetAddress address : addresses) {
            policy.checkAddress(host, address, ledFrom);
        }
        return AddressScope.widest(addresses).orElse(AddressScope.PUBLIC);
    }

    /** The addresses of a host that the operator configured: a proxy, which policy is not asked for. */
    public List<InetAddress> configured(String host, Duration patience, Call call)
            throws UnknownHostException, ImageException {
        return names.addresses(host, patience, call);
    }

    /** Whether an address is allowed now: of a connection, for example, that was kept from an earlier request. */
    public boolean allows(String host, InetAddress address, AddressScope ledFrom) {
        try {
            policy.checkAddress(host, address, ledFrom);
            return true;
        } catch (ImageException e) {
            return false;
        }
    }
}
