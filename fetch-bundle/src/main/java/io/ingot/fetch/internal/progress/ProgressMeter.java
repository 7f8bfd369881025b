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

/** What one fetch has done so far. Safe for concurrent use. */
public final class ProgressMeter {
    /** How long no byte comes before that is told. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final LongSupplier nanos;
    private final long began;
    private final ArrivalRate rate = new ArrivalRate();
    private Progress progress = Progress.of(FetchPhase.WAITING);
    private long there;
    private long received;
    private long reused;
    private String source = "";
    private Optional<String> service = Optional.empty();
    private long lastByte;

    /**
     * Nothing has been done so far.
     *
     * @param nanos a clock like {@link System#nanoTime}
     */
    public ProgressMeter(LongSupplier nanos) {
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    /** It does something else now. */
    public synchronized void phase(FetchPhase phase) {
        if (phase == FetchPhase.TRANSFERRING && progress.phase() == FetchPhase.CHECKING) {
            rate.clear(); // the disk's speed is not the network's
        }
        if (progress.phase() != phase) {
            progress = progress.toBuilder().phase(phase).build();
        }
    }

    /** What it waits for in this phase, as a noun phrase without secrets; forgotten when bytes come or the phase ends. */
    public synchronized void waitsFor(String what) {
        progress = progress.toBuilder().activity(what).build();
    }

    /** So many attempts may be made from now on without progress, the one that begins included. */
    public synchronized void attemptsLeft(int left) {
        progress = progress.toBuilder().attemptLimit(progress.retries() + left).build();
    }

    /** It has asked for bytes of a reference, of which none has come. */
    public synchronized void reads(ImageReference reference) {
        source = reference.toString();
        lastByte = nanos.getAsLong();
        waitsFor(source + ": first byte of the answer");
    }

    /** This image service answers now, by the symbolic name and version of its bundle; absent if that is not known. */
    public synchronized void servedBy(Optional<String> bundle) {
        service = bundle;
    }

    /** The failure that ends the fetch, with how far it had come, and which service was in use unless that is said. */
    public synchronized ImageException failure(ImageException e) {
        ImageException located = e.withPhase(progress.phase()).withBytesTransferred(received);
        return located.service().isPresent()
                ? located
                : service.map(located::withService).orElse(located);
    }

    /** The size of the whole is known, or is not. */
    public synchronized void total(OptionalLong bytes) {
        progress = progress.toBuilder().total(bytes).build();
    }

    /** An attempt failed. */
    public synchronized void failed(String why) {
        progress = progress.toBuilder().retry(why).build();
    }

    /** So many bytes more came from the image service. */
    public synchronized void received(long bytes) {
        received += bytes;
        lastByte = nanos.getAsLong();
        if (progress.activity().isPresent()) {
            progress = progress.toBuilder().phase(progress.phase()).build();
        }
    }

    /** So many bytes are there now. */
    public synchronized void there(long bytes) {
        there = bytes;
    }

    /** Bytes arrive over so many connections now. */
    public synchronized void segments(int open) {
        progress = progress.toBuilder().segments(open).build();
    }

    /** An attempt begins after so many bytes of an earlier one; they do not move again. */
    public synchronized void reused(long bytes) {
        reused = bytes;
    }

    /** Called a few times a second: takes a sample for the rate, and notices silence. */
    public synchronized void beat() {
        long now = nanos.getAsLong();
        rate.sample(now, Math.max(0, there - reused)); // what an earlier attempt left did not arrive now
        boolean silent = progress.phase() == FetchPhase.TRANSFERRING && now - lastByte >= SILENCE.toNanos();
        if (silent && !source.isEmpty() && progress.activity().isEmpty()) {
            waitsFor(source + ": next byte");
        }
    }

    /** How far it is. */
    public synchronized Progress progress() {
        return progress.toBuilder().bytes(there, rate.bytesPerSecond()).build();
    }

    /** The bytes that came from the image service, those of repeated attempts included. */
    public synchronized long received() {
        return received;
    }

    /** The bytes that an interrupted attempt left and that did not move again. */
    public synchronized long reused() {
        return reused;
    }

    /** The time since it was asked for, in nanoseconds. */
    public long elapsedNanos() {
        return nanos.getAsLong() - began;
    }
}
