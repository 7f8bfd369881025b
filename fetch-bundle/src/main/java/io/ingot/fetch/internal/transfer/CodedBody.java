// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A body in a content coding that was not requested. If checksums are known, the image is the form that has them, and
 * both forms are received until that shows. Otherwise the image is the decoded form, unless the file name implies the
 * coding. Either way the body is read once. Not safe for concurrent use.
 */
final class CodedBody {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ResolvedSource source;
    private final String codingName;
    private final Optional<Coding> coding;
    private final SizePolicy sizes;
    private final Watchdog.Watch watch;
    private long codedBytes;
    private long decodedBytes;

    /** @throws ImageException UNACCEPTABLE if the coding is unknown and no checksum can select the coded form */
    CodedBody(ResolvedSource source, String name, SizePolicy sizes, Watchdog.Watch watch) throws ImageException {
        this.source = source;
        this.codingName = name;
        this.coding = source.expectation().hasChecksum()
                ? Coding.find(name)
                : Optional.of(Coding.named(name, source.reference()));
        this.sizes = sizes;
        this.watch = watch;
    }

    /** Whether the coded form may be the image. */
    boolean mayBeCoded() {
        return source.expectation().hasChecksum() || prefersCoded();
    }

    /** Whether the decoded form may be the image. */
    boolean mayBeDecoded() {
        return coding.isPresent() && (source.expectation().hasChecksum() || !prefersCoded());
    }

    /**
     * Receives the body to its end.
     *
     * @return whether the decoded form is complete; the coded form always is
     */
    boolean receive(OriginReader reader, CodedOutput coded, CodedOutput decoded) throws IOException {
        CodedStream stream = new CodedStream(reader, coded, sizes, source.reference());
        boolean complete = mayBeDecoded() && decode(coding.orElseThrow(), stream, decoded);
        stream.drain();
        codedBytes = stream.count();
        requireSize(complete);
        coded.finish();
        if (complete) {
            decoded.finish();
        }
        return complete;
    }

    /** Decodes the body. A malformed stream is not a failure as long as the coded form may be the image. */
    private boolean decode(Coding required, CodedStream coded, CodedOutput decoded) throws IOException {
        try (InputStream stream = required.decoder().decode(coded)) {
            copy(stream, decoded);
            return true;
        } catch (LocalFailure e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            Optional<IOException> readFailure = coded.failure();
            if (readFailure.isPresent()) {
                throw readFailure.get();
            }
            watch.call().check();
            if (mayBeCoded()) {
                return false;
            }
            throw e instanceof ImageException failure ? failure : notDecodable(e);
        }
    }

    private void copy(InputStream stream, CodedOutput decoded) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            watch.call().check();
            watch.keepAlive();
            decodedBytes += count;
            sizes.checkAtMost(source.reference(), decodedBytes);
            decoded.write(buffer, 0, count);
        }
    }

    /** Requires the declared size to be that of either form. */
    private void requireSize(boolean complete) throws ImageException {
        if (source.size().isEmpty()) {
            return;
        }
        long size = source.size().getAsLong();
        if (size != codedBytes && !(complete && size == decodedBytes)) {
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    source.reference() + " was sent in the content coding " + codingName + ", in " + codedBytes
                            + " bytes, decoded " + decodedBytes + ", but should have " + size);
        }
    }

    private ImageException notDecodable(Exception cause) {
        return new ImageException(
                ErrorCode.TRANSFER_FAILED,
                source.reference() + " was sent in the content coding " + codingName + " and cannot be decoded: "
                        + cause.getMessage(),
                cause);
    }

    /**
     * Whether the file name implies the coding, so that the coded form is the image unless a checksum says otherwise.
     */
    boolean prefersCoded() {
        ImageReference reference = source.info().finalReference().orElse(source.reference());
        return coding.map(found -> found.isImpliedBy(reference)).orElse(true);
    }
}
