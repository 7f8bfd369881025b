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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a small file into memory, through the resolver and locations like an image. Its size is bounded, and failed
 * attempts are repeated. Not safe for concurrent use.
 */
public final class SmallFile {
    private static final int MAX_CHANGES = 3;

    private final TransferContext context;
    private final ImageRequest request;
    private final int maxBytes;
    private final ResolverAttempts resolverAttempts;
    private final Backoff backoff;
    private @Nullable ResolvedSource source;
    private int changes;

    /**
     * Creates a reader for one file.
     *
     * @param maxBytes the most bytes that the file may have, decoded
     * @param resolverAttempts the limits for calls to the resolver, and for one attempt to read the file
     */
    public SmallFile(
            TransferContext context,
            ImageRequest request,
            int maxBytes,
            RetrySettings retries,
            ResolverAttempts resolverAttempts) {
        this.context = context;
        this.request = request;
        this.maxBytes = maxBytes;
        this.resolverAttempts = resolverAttempts;
        this.backoff = new Backoff(retries, RandomGenerator.getDefault(), context.nanos());
    }

    /**
     * Reads the file.
     *
     * @throws ImageException an error of an image service; UNACCEPTABLE if the file is a page or a share;
     *     INVALID_METADATA if it is too large; CHECKSUM_MISMATCH if its service vouches for other bytes
     */
    public byte[] read(Call call) throws ImageException {
        ImageInfo info =
                backoff.retryWhileResolverAway(call, () -> context.resolver().show(request, attemptLimits(), call));
        checkInfo(info);
        try (SourceResolver sources =
                new SourceResolver(context.resolver(), request, info, Expectation.none(), context.clock())) {
            while (true) {
                try {
                    return attempt(sources, call);
                } catch (ImageException e) {
                    recover(sources, e, call);
                }
            }
        }
    }

    private void checkInfo(ImageInfo info) throws ImageException {
        if (info.kind() == ImageInfo.Kind.LISTING) {
            throw new ImageException(
                    ErrorCode.UNACCEPTABLE, reference() + " is a page or a directory listing, not the file itself");
        }
        if (info.kind() == ImageInfo.Kind.MOUNT) {
            throw new ImageException(
                    ErrorCode.UNACCEPTABLE, reference() + " is a share to be mounted; its bytes cannot be read");
        }
        if (info.size().orElse(0) > maxBytes) {
            throw tooLarge();
        }
    }

    private AttemptLimits attemptLimits() {
        return resolverAttempts.limits("checksum file");
    }

    private byte[] attempt(SourceResolver sources, Call call) throws ImageException {
        source = null;
        try {
            ResolvedSource open = sources.open(attemptLimits(), call);
            source = open;
            return readInTime(open, call);
        } catch (LinkageError e) {
            throw ResolverHolder.bundleReplaced(e);
        }
    }

    /**
     * Makes one attempt, whose time is limited. An attempt that exceeds it fails; the end of the call ends all
     * attempts.
     */
    private byte[] readInTime(ResolvedSource open, Call call) throws ImageException {
        Duration timeout = resolverAttempts.stallTimeout();
        try (Call limited = call.child(timeout);
                Watchdog.Watch watch =
                        new Watchdog(context.nanos(), timeout, LeastRate.NONE).watch(limited, reference())) {
            try {
                return read(open, watch);
            } catch (IOException e) {
                ImageException failure = watch.reason(ImageException.from(e, "reading " + reference()));
                if (call.isEnded() || !limited.isEnded()) {
                    throw failure;
                }
                String hanging = watch.hanging().map(fact -> "; " + fact).orElse("");
                throw new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        reference() + " was not read within " + timeout.toMillis() + " ms" + hanging,
                        e);
            }
        }
    }

    /** Reads on a thread that can be left behind at any moment, since it shares no state. */
    private byte[] read(ResolvedSource open, Watchdog.Watch watch) throws IOException {
        resolverAttempts.meter().waitingFor("checksum file " + open.reference() + ": first byte of the answer");
        ServiceCode code = new ServiceCode();
        return ServiceThread.run(context, open.reference(), code, watch, () -> {}, () -> {
            code.enter();
            try {
                return readBody(open, watch.call());
            } finally {
                code.leave();
            }
        });
    }

    private byte[] readBody(ResolvedSource open, Call call) throws IOException {
        try (Body body = open.bytes().read(0, Long.MAX_VALUE, call)) {
            if (body.offset() != 0) {
                throw new ImageException(
                        ErrorCode.TRANSFER_FAILED, reference() + " was sent from byte " + body.offset() + " on");
            }
            if (body.info().isPresent()) {
                checkInfo(body.info().get());
            }
            byte[] bytes =
                    body.coding().isPresent() ? readDecoded(body, body.coding().get(), call) : readPlain(open, body);
            verify(open, bytes);
            return bytes;
        }
    }

    private byte[] readPlain(ResolvedSource open, Body body) throws IOException {
        byte[] bytes = readBounded(body.bytes());
        OptionalLong declared = body.info().map(ImageInfo::size).orElse(open.size());
        OptionalLong size = body.total().isPresent() ? body.total() : declared;
        if (size.isPresent() && size.getAsLong() != bytes.length) {
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    reference() + " has " + size.getAsLong() + " bytes, but only " + bytes.length + " came");
        }
        return bytes;
    }

    private byte[] readDecoded(Body body, String coding, Call call) throws IOException {
        try (InputStream stream = Coding.named(coding, reference()).decoder().decode(body.bytes())) {
            return readBounded(stream);
        } catch (RuntimeException e) { // some decoders throw it for malformed input
            call.check();
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    reference() + " was sent in the content coding " + coding + " and cannot be decoded",
                    e);
        }
    }

    private byte[] readBounded(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw tooLarge();
        }
        return bytes;
    }

    private void verify(ResolvedSource open, byte[] bytes) throws IOException {
        DigestSet digests = new DigestSet(open.expectation().algorithms());
        digests.add(ByteBuffer.wrap(bytes));
        List<Checksum> computed = digests.finish();
        Optional<Checksum> mismatch = open.expectation().firstMismatch(computed);
        if (mismatch.isPresent()) {
            throw Mismatch.failure(reference(), List.of(new Mismatch(mismatch.get(), computed)));
        }
    }

    /** Handles a failure; returns if another attempt follows. */
    private void recover(SourceResolver sources, ImageException e, Call call) throws ImageException {
        EndOfCall.check(call, e);
        backoff.countFailure(e);
        if (e.isVersionChange() && !sources.isAtLocation() && changes < MAX_CHANGES) {
            changes++;
            checkInfo(backoff.retryWhileResolverAway(call, () -> sources.refreshInfo(attemptLimits(), call)));
        } else if (source == null) {
            notOpened(sources, e, call);
        } else if (e.code() == ErrorCode.CHECKSUM_MISMATCH) {
            ImageException located = sources.withLocation(e);
            if (!sources.handleMismatch(e)) {
                throw located;
            }
        } else {
            ImageException located = sources.withLocation(e);
            if (sources.handleFailure(e, false)) {
                return;
            }
            if (!e.retryable() || e.code() == ErrorCode.LOCAL_IO) {
                throw located;
            }
            sources.reopen();
            backoff.pause(call, located);
        }
    }

    /** Handles a failure to open the source. The resolver has repeated the call already. */
    private void notOpened(SourceResolver sources, ImageException e, Call call) throws ImageException {
        if (!sources.mayWorkLater() && !ResolverHolder.isAway(e)) {
            throw e;
        }
        sources.restart();
        backoff.pause(call, e);
    }

    private ImageException tooLarge() {
        return new ImageException(
                ErrorCode.INVALID_METADATA,
                reference() + " has more than " + maxBytes
                        + " bytes, which is too large for a checksum file or signature; check its URL");
    }

    private ImageReference reference() {
        return request.reference();
    }
}
