// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.digest.DigestSet;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.digest.Mismatch;
import io.ingot.fetch.internal.limit.LeastRate;
import io.ingot.fetch.internal.progress.ResolverAttempts;
import io.ingot.fetch.internal.source.EndOfCall;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.fetch.internal.source.ResolverHolder;
import io.ingot.fetch.internal.source.SourceResolver;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.engine.AttemptLimits;
import io.ingot.image.spi.Body;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read whole into memory, over the door and the same ways as an image, whatever its scheme is. It is asked
 * for, bounded, and read again if that may help. Used by one thread.
 */
public final class SmallFile {
    private static final int MOST_CHANGES = 3;

    private final TransferContext equipment;
    private final ImageRequest request;
    private final int mostBytes;
    private final ResolverAttempts asking;
    private final Backoff backoff;
    private @Nullable ResolvedSource leaf;
    private int changes;

    /**
     * Nothing has been asked yet.
     *
     * @param mostBytes how many it may have, decoded; one with more is refused, whatever its server said
     * @param asking how it is asked for, and how long one attempt to read it may take
     */
    public SmallFile(
            TransferContext equipment,
            ImageRequest request,
            int mostBytes,
            RetrySettings retries,
            ResolverAttempts asking) {
        this.equipment = equipment;
        this.request = request;
        this.mostBytes = mostBytes;
        this.asking = asking;
        this.backoff = new Backoff(retries, RandomGenerator.getDefault(), equipment.nanos());
    }

    /**
     * Reads it.
     *
     * @throws ImageException what services say; UNACCEPTABLE if it is a page or a share; INVALID_METADATA if it is too large;
     *     CHECKSUM_MISMATCH if its service vouches for other bytes
     */
    public byte[] read(Call call) throws ImageException {
        ImageInfo shown = backoff.untilAnswered(call, () -> equipment.resolver().show(request, asked(), call));
        judge(shown);
        try (SourceResolver route =
                new SourceResolver(equipment.resolver(), request, shown, Expectation.nothing(), equipment.clock())) {
            while (true) {
                try {
                    return attempt(route, call);
                } catch (ImageException e) {
                    recover(route, e, call);
                }
            }
        }
    }

    private void judge(ImageInfo info) throws ImageException {
        if (info.kind() == ImageInfo.Kind.LISTING) {
            throw new ImageException(
                    ErrorCode.UNACCEPTABLE, reference() + " is a page or a directory listing, not the file itself");
        }
        if (info.kind() == ImageInfo.Kind.MOUNT) {
            throw new ImageException(
                    ErrorCode.UNACCEPTABLE, reference() + " is a share to be mounted; its bytes cannot be read");
        }
        if (info.size().orElse(0) > mostBytes) {
            throw tooLarge();
        }
    }

    private AttemptLimits asked() {
        return asking.limits("checksum file");
    }

    private byte[] attempt(SourceResolver route, Call call) throws ImageException {
        leaf = null;
        try {
            ResolvedSource open = route.open(asked(), call);
            leaf = open;
            return received(open, call);
        } catch (LinkageError e) {
            throw ResolverHolder.leaving(e);
        }
    }

    /** An attempt that takes too long is one that failed; the end of the call is the end of it all. */
    private byte[] received(ResolvedSource open, Call call) throws ImageException {
        Duration patience = asking.stallTimeout();
        try (Call limited = call.child(patience);
                Watchdog.Watch watch =
                        new Watchdog(equipment.nanos(), patience, LeastRate.NONE).watch(limited, reference())) {
            try {
                return read(open, watch);
            } catch (IOException e) {
                ImageException failure = watch.reason(ImageException.from(e, "reading " + reference()));
                if (call.ended() || !limited.ended()) {
                    throw failure;
                }
                String hanging = watch.hanging().map(fact -> "; " + fact).orElse("");
                throw new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        reference() + " was not read within " + patience.toMillis() + " ms" + hanging,
                        e);
            }
        }
    }

    /** All that it touches is its own: so its thread can be left behind at any moment. */
    private byte[] read(ResolvedSource open, Watchdog.Watch watch) throws IOException {
        asking.meter().waitsFor("checksum file " + open.reference() + ": first byte of the answer");
        ServiceCode code = new ServiceCode();
        return ServiceThread.run(equipment, open.reference(), code, watch, () -> {}, () -> {
            code.enter();
            try {
                return bytes(open, watch.call());
            } finally {
                code.leave();
            }
        });
    }

    private byte[] bytes(ResolvedSource open, Call call) throws IOException {
        try (Body body = open.bytes().read(0, Long.MAX_VALUE, call)) {
            if (body.offset() != 0) {
                throw new ImageException(
                        ErrorCode.TRANSFER_FAILED, reference() + " was sent from byte " + body.offset() + " on");
            }
            if (body.info().isPresent()) {
                judge(body.info().get());
            }
            byte[] bytes =
                    body.coding().isPresent() ? decoded(body, body.coding().get(), call) : plain(open, body);
            compare(open, bytes);
            return bytes;
        }
    }

    private byte[] plain(ResolvedSource open, Body body) throws IOException {
        byte[] bytes = bounded(body.bytes());
        OptionalLong shown = body.info().map(ImageInfo::size).orElse(open.size());
        OptionalLong size = body.total().isPresent() ? body.total() : shown;
        if (size.isPresent() && size.getAsLong() != bytes.length) {
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    reference() + " has " + size.getAsLong() + " bytes, of which " + bytes.length + " came");
        }
        return bytes;
    }

    private byte[] decoded(Body body, String coding, Call call) throws IOException {
        try (InputStream stream = Coding.named(coding, reference()).decoder().undo(body.bytes())) {
            return bounded(stream);
        } catch (RuntimeException e) { // some decoders throw it for malformed input
            call.check();
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    reference() + " was sent in the content coding " + coding + " and cannot be decoded",
                    e);
        }
    }

    private byte[] bounded(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
            throw tooLarge();
        }
        return bytes;
    }

    private void compare(ResolvedSource open, byte[] bytes) throws IOException {
        DigestSet digests = new DigestSet(open.expectation().algorithms());
        digests.add(bytes);
        List<Checksum> found = digests.finish();
        Optional<Checksum> unmet = open.expectation().unmet(found);
        if (unmet.isPresent()) {
            throw Mismatch.of(reference(), List.of(new Mismatch(unmet.get(), found)));
        }
    }

    /** Returns if another attempt is to follow. */
    private void recover(SourceResolver route, ImageException e, Call call) throws ImageException {
        EndOfCall.check(call, e);
        backoff.count(e);
        if (e.isVersionChange() && !route.atLocation() && changes < MOST_CHANGES) {
            changes++;
            judge(backoff.untilAnswered(call, () -> route.showAgain(asked(), call)));
        } else if (leaf == null) {
            notOpened(route, e, call);
        } else if (e.code() == ErrorCode.CHECKSUM_MISMATCH) {
            ImageException located = route.located(e);
            if (!route.mismatched(e)) {
                throw located;
            }
        } else {
            ImageException located = route.located(e);
            if (route.failed(e, false)) {
                return;
            }
            if (!e.retryable() || e.code() == ErrorCode.LOCAL_IO) {
                throw located;
            }
            route.reopen();
            backoff.pause(call, located);
        }
    }

    /** The door repeats calls that move no bytes. */
    private void notOpened(SourceResolver route, ImageException e, Call call) throws ImageException {
        if (!route.mayPass() && !ResolverHolder.isAway(e)) {
            throw e;
        }
        route.restart();
        backoff.pause(call, e);
    }

    private ImageException tooLarge() {
        return new ImageException(
                ErrorCode.INVALID_METADATA,
                reference() + " has more than " + mostBytes + " bytes, too many for a file of its kind; check its URL");
    }

    private ImageReference reference() {
        return request.reference();
    }
}
