// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.address;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks the system for the addresses of a host. A lookup cannot be interrupted, so each has a thread of its own, which
 * outlives the caller's patience but nothing else. Safe for concurrent use.
 */
final class NameLookup {
    private static final int MAX_AT_ONCE = 64;
    private static final AtomicLong NUMBER = new AtomicLong();

    private final Resolver resolver;
    private final Semaphore free = new Semaphore(MAX_AT_ONCE);

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
     * @param call ends the waiting
     * @throws UnknownHostException if there are none
     * @throws ImageException if too many lookups are under way, or CANCELLED if the waiting was ended
     */
    List<InetAddress> addresses(String host, Call call) throws UnknownHostException, ImageException {
        Optional<InetAddress> literal = host.indexOf('%') < 0 ? LiteralHost.address(host) : Optional.empty();
        if (literal.isPresent()) { // one with a zone is read by the system, which knows the zones
            return List.of(literal.get());
        }
        if (!free.tryAcquire()) {
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED, "looking up " + host + ": " + MAX_AT_ONCE + " lookups are stuck");
        }
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(answer, host), "ingot-httpclient-lookup-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // so the JDK says that the system has no more threads
            free.release();
            throw e;
        }
        try (Call.Escape escape = call.onCancel(() -> answer.completeExceptionally(
                new ImageException(ErrorCode.CANCELLED, "looking up " + host + " was ended")))) {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            if (e.getCause() instanceof ImageException ended) {
                throw ended;
            }
            throw new IllegalStateException("looking up " + host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(ErrorCode.CANCELLED, "interrupted while looking up " + host, e);
        }
    }

    private void complete(CompletableFuture<List<InetAddress>> answer, String host) {
        try {
            answer.complete(List.of(resolver.resolve(host)));
        } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
        } finally {
            free.release();
        }
    }
}
