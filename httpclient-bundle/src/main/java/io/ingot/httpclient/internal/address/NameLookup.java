// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.address;

import io.ingot.httpclient.internal.redirect.LiteralHost;
import io.ingot.httpclient.internal.settings.HttpClientSettings;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks up the addresses of a host in the name service of the system. A look-up cannot be interrupted, so each has its
 * own thread, which may outlive its caller. Safe for concurrent use.
 */
final class NameLookup {
    private static final String PROPERTY = HttpClientSettings.PID + "/lookupTimeoutMillis";
    private static final AtomicLong NUMBER = new AtomicLong();

    private final Resolver resolver;
    private final LookupLimit limit = new LookupLimit();

    NameLookup(Resolver resolver) {
        this.resolver = resolver;
    }

    /** The name service: that of the system, or a fake one of a test. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * Returns the addresses of a name or literal, at least one.
     *
     * @param host without brackets; an address is parsed, not looked up
     * @param timeout for the wait for a slot and the look-up together
     * @param call ends the wait
     * @throws UnknownHostException if there are none
     * @throws ImageException TRANSFER_FAILED on timeout, or the reason why the call ended
     */
    List<InetAddress> addresses(String host, Duration timeout, Call call) throws UnknownHostException, ImageException {
        Optional<InetAddress> literal = LiteralHost.address(host);
        if (literal.isPresent()) { // the system knows the zones of IPv6 addresses
            return host.indexOf('%') < 0 ? List.of(literal.get()) : List.of(resolver.resolve(host));
        }
        String domain = ParentDomain.of(host);
        try (Call bounded = call.child(timeout)) {
            acquire(host, domain, timeout, bounded, call);
            return await(start(host, domain), host, timeout, bounded, call);
        }
    }

    private void acquire(String host, String domain, Duration timeout, Call bounded, Call call) throws ImageException {
        try {
            limit.acquire(domain, bounded);
        } catch (ImageException e) {
            call.check();
            throw timeout(host, timeout, "too many look-ups are running: " + limit.describe(domain));
        } catch (InterruptedException e) {
            throw interrupted(host, e);
        }
    }

    private CompletableFuture<List<InetAddress>> start(String host, String domain) {
        CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
        Thread thread =
                new Thread(() -> complete(result, host, domain), "ingot-httpclient-lookup-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // thrown if the system has no more threads
            limit.release(domain);
            throw e;
        }
        return result;
    }

    private static List<InetAddress> await(
            CompletableFuture<List<InetAddress>> result, String host, Duration timeout, Call bounded, Call call)
            throws UnknownHostException, ImageException {
        try (Call.Registration registration = bounded.onCancel(() -> result.cancel(false))) {
            return result.get();
        } catch (CancellationException e) {
            call.check();
            throw timeout(host, timeout, "its name servers do not answer");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException("looking up " + host, e);
        } catch (InterruptedException e) {
            throw interrupted(host, e);
        }
    }

    private static ImageException timeout(String host, Duration timeout, String why) {
        return new ImageException(
                ErrorCode.TRANSFER_FAILED,
                "no address of " + host + " within " + timeout.toMillis() + " ms (" + PROPERTY + "): " + why
                        + "; check the name servers of this machine and of that domain");
    }

    private static ImageException interrupted(String host, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ImageException(ErrorCode.CANCELLED, "interrupted while looking up " + host, e);
    }

    private void complete(CompletableFuture<List<InetAddress>> result, String host, String domain) {
        try {
            result.complete(List.of(resolver.resolve(host)));
        } catch (UnknownHostException | RuntimeException e) {
            result.completeExceptionally(e);
        } finally {
            limit.release(domain);
        }
    }
}
