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
 * Asks the system for the addresses of a host. A lookup cannot be interrupted, so each has a thread of its own, which
 * outlives the caller's patience but nothing else. Safe for concurrent use.
 */
final class NameLookup {
    private static final String PROPERTY = HttpClientSettings.PID + "/lookupTimeoutMillis";
    private static final AtomicLong NUMBER = new AtomicLong();

    private final Resolver resolver;
    private final LookupTurns turns = new LookupTurns();

    NameLookup(Resolver resolver) {
        this.resolver = resolver;
    }

    /** How names become addresses: the system's way, or that of a test. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * The addresses of a name or literal, at least one.
     *
     * @param host without brackets; an address is read, not looked up
     * @param patience for a turn and the answer together
     * @param call ends the waiting
     * @throws UnknownHostException if there are none
     * @throws ImageException TRANSFER_FAILED if there is no answer in time, or what ended the call
     */
    List<InetAddress> addresses(String host, Duration patience, Call call) throws UnknownHostException, ImageException {
        Optional<InetAddress> literal = LiteralHost.address(host);
        if (literal.isPresent()) { // one with a zone is read by the system, which knows the zones
            return host.indexOf('%') < 0 ? List.of(literal.get()) : List.of(resolver.resolve(host));
        }
        String domain = ParentDomain.of(host);
        try (Call limited = call.child(patience)) {
            takeTurn(host, domain, patience, limited, call);
            return await(started(host, domain), host, patience, limited, call);
        }
    }

    private void takeTurn(String host, String domain, Duration patience, Call limited, Call call)
            throws ImageException {
        try {
            turns.take(domain, limited);
        } catch (ImageException e) {
            call.check();
            throw late(host, patience, "it waited for its turn: " + turns.describe(domain));
        } catch (InterruptedException e) {
            throw interrupted(host, e);
        }
    }

    private CompletableFuture<List<InetAddress>> started(String host, String domain) {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Thread thread =
                new Thread(() -> complete(answer, host, domain), "ingot-httpclient-lookup-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // so the JDK says that the system has no more threads
            turns.giveBack(domain);
            throw e;
        }
        return answer;
    }

    private static List<InetAddress> await(
            CompletableFuture<List<InetAddress>> answer, String host, Duration patience, Call limited, Call call)
            throws UnknownHostException, ImageException {
        try (Call.Registration escape = limited.onCancel(() -> answer.cancel(false))) {
            return answer.get();
        } catch (CancellationException e) {
            call.check();
            throw late(host, patience, "its name servers do not answer");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IllegalStateException("looking up " + host, e);
        } catch (InterruptedException e) {
            throw interrupted(host, e);
        }
    }

    private static ImageException late(String host, Duration patience, String why) {
        return new ImageException(
                ErrorCode.TRANSFER_FAILED,
                "no address of " + host + " within " + patience.toMillis() + " ms (" + PROPERTY + "): " + why
                        + "; check the name servers of this machine and of that domain");
    }

    private static ImageException interrupted(String host, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ImageException(ErrorCode.CANCELLED, "interrupted while looking up " + host, e);
    }

    private void complete(CompletableFuture<List<InetAddress>> answer, String host, String domain) {
        try {
            answer.complete(List.of(resolver.resolve(host)));
        } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
        } finally {
            turns.giveBack(domain);
        }
    }
}
