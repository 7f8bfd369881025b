// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.progress;

import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.client.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Measures the progress of one fetch. Safe for concurrent use. */
public final class ProgressMeter {
    /** The time without a byte after which the progress says so. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final LongSupplier nanos;
    private final long startedAt;
    private final ArrivalRate rate = new ArrivalRate();
    private Progress progress = Progress.of(FetchPhase.WAITING);
    private long bytesPresent;
    private long received;
    private long reused;
    private String source = "";
    private Optional<String> service = Optional.empty();
    private long lastByte;

    /**
     * Creates the meter of a fetch that begins now.
     *
     * @param nanos a clock like {@link System#nanoTime}
     */
    public ProgressMeter(LongSupplier nanos) {
        this.nanos = nanos;
        this.startedAt = nanos.getAsLong();
    }

    /** Sets the phase. */
    public synchronized void phase(FetchPhase phase) {
        if (phase == FetchPhase.TRANSFERRING && progress.phase() == FetchPhase.CHECKING) {
            rate.clear(); // the rate of the disk is not that of the network
        }
        if (progress.phase() != phase) {
            progress = progress.toBuilder().phase(phase).build();
        }
    }

    /** Sets what the fetch waits for, a noun phrase without secrets; cleared when bytes come or the phase ends. */
    public synchronized void waitingFor(String activity) {
        progress = progress.toBuilder().activity(activity).build();
    }

    /** Sets how many attempts may follow without progress, including the one that begins. */
    public synchronized void attemptsLeft(int left) {
        progress = progress.toBuilder().attemptLimit(progress.retries() + left).build();
    }

    /** Notes that bytes of a reference were requested, and none has come yet. */
    public synchronized void readingFrom(ImageReference reference) {
        source = reference.toString();
        lastByte = nanos.getAsLong();
        waitingFor(source + ": first byte of the answer");
    }

    /** Sets the image service in use, by the symbolic name and version of its bundle; empty if unknown. */
    public synchronized void servedBy(Optional<String> bundle) {
        service = bundle;
    }

    /** Adds to a failure the phase, the number of received bytes and, unless it has one, the image service. */
    public synchronized ImageException failure(ImageException e) {
        ImageException located = e.withPhase(progress.phase()).withBytesTransferred(received);
        return located.service().isPresent()
                ? located
                : service.map(located::withService).orElse(located);
    }

    /** Sets the size of the image; empty if unknown. */
    public synchronized void total(OptionalLong bytes) {
        progress = progress.toBuilder().total(bytes).build();
    }

    /** Notes that an attempt failed, and why. */
    public synchronized void attemptFailed(String why) {
        progress = progress.toBuilder().retry(why).build();
    }

    /** Adds bytes that came from the image service. */
    public synchronized void received(long bytes) {
        received += bytes;
        lastByte = nanos.getAsLong();
        if (progress.activity().isPresent()) {
            progress = progress.toBuilder().phase(progress.phase()).build();
        }
    }

    /** Sets the number of bytes of the image that are present. */
    public synchronized void bytesPresent(long bytes) {
        bytesPresent = bytes;
    }

    /** Sets the number of open connections. */
    public synchronized void segments(int open) {
        progress = progress.toBuilder().segments(open).build();
    }

    /** Sets the number of bytes that an earlier attempt left and that are not transferred again. */
    public synchronized void reused(long bytes) {
        reused = bytes;
    }

    /** Takes a sample for the rate, and detects silence. Called a few times a second. */
    public synchronized void tick() {
        long now = nanos.getAsLong();
        rate.sample(
                now, Math.max(0, bytesPresent - reused)); // the bytes of an earlier attempt did not arrive in this one
        boolean silent = progress.phase() == FetchPhase.TRANSFERRING && now - lastByte >= SILENCE.toNanos();
        if (silent && !source.isEmpty() && progress.activity().isEmpty()) {
            waitingFor(source + ": next byte");
        }
    }

    /** The current progress. */
    public synchronized Progress progress() {
        return progress.toBuilder().bytes(bytesPresent, rate.bytesPerSecond()).build();
    }

    /** The number of bytes that came from the image service, including those of repeated attempts. */
    public synchronized long received() {
        return received;
    }

    /** The number of bytes that an earlier attempt left and that were not transferred again. */
    public synchronized long reused() {
        return reused;
    }

    /** The time since the request, in nanoseconds. */
    public long elapsedNanos() {
        return nanos.getAsLong() - startedAt;
    }
}
