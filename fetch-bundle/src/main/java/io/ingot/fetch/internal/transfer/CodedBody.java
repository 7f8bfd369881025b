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
 * A body in a content coding that nobody asked for. Where a checksum is known, the form that has it is the image: both
 * are kept until that shows. Where none is, it is the decoded form, unless the name says that the coded one is meant.
 * Either way it is one pass. Used by one thread.
 */
final class CodedBody {
    private static final int PIECE_BYTES = 64 * 1024;

    private final ResolvedSource leaf;
    private final String name;
    private final Optional<Coding> coding;
    private final SizePolicy acceptance;
    private final Watchdog.Watch watch;
    private long codedBytes;
    private long decodedBytes;

    /** @throws ImageException UNACCEPTABLE if the coding is not known, and no checksum can say that the coded form is meant */
    CodedBody(ResolvedSource leaf, String name, SizePolicy acceptance, Watchdog.Watch watch) throws ImageException {
        this.leaf = leaf;
        this.name = name;
        this.coding = leaf.expectation().any() ? Coding.find(name) : Optional.of(Coding.named(name, leaf.reference()));
        this.acceptance = acceptance;
        this.watch = watch;
    }

    /** Whether the coded form may be what is wanted. */
    boolean mayBeCoded() {
        return leaf.expectation().any() || codedIsMeant();
    }

    /** Whether the decoded form may be what is wanted. */
    boolean mayBeDecoded() {
        return coding.isPresent() && (leaf.expectation().any() || !codedIsMeant());
    }

    /**
     * Receives all of it.
     *
     * @return whether the decoded form is whole; the coded one always is
     */
    boolean receive(OriginReader intake, CodedOutput coded, CodedOutput decoded) throws IOException {
        CodedStream stream = new CodedStream(intake, coded, acceptance, leaf.reference());
        boolean whole = mayBeDecoded() && decode(coding.orElseThrow(), stream, decoded);
        stream.drain();
        codedBytes = stream.count();
        requireSize(whole);
        coded.settle();
        if (whole) {
            decoded.settle();
        }
        return whole;
    }

    /** A malformed stream is no failure as long as the coded form may be what is wanted. */
    private boolean decode(Coding known, CodedStream coded, CodedOutput decoded) throws IOException {
        try (InputStream stream = known.decoder().undo(coded)) {
            pump(stream, decoded);
            return true;
        } catch (LocalFailure e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            Optional<IOException> before = coded.failure();
            if (before.isPresent()) {
                throw before.get();
            }
            watch.call().check();
            if (mayBeCoded()) {
                return false;
            }
            throw e instanceof ImageException failure ? failure : undecodable(e);
        }
    }

    private void pump(InputStream stream, CodedOutput decoded) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
            watch.call().check();
            watch.alive();
            decodedBytes += count;
            acceptance.atMost(leaf.reference(), decodedBytes);
            decoded.pour(piece, 0, count);
        }
    }

    /** The size that a server declares may be that of either form. */
    private void requireSize(boolean whole) throws ImageException {
        if (leaf.size().isEmpty()) {
            return;
        }
        long size = leaf.size().getAsLong();
        if (size != codedBytes && !(whole && size == decodedBytes)) {
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    leaf.reference() + " was sent in the content coding " + name + ", in " + codedBytes
                            + " bytes, decoded " + decodedBytes + ", but should have " + size);
        }
    }

    private ImageException undecodable(Exception cause) {
        return new ImageException(
                ErrorCode.TRANSFER_FAILED,
                leaf.reference() + " was sent in the content coding " + name + " and cannot be decoded: "
                        + cause.getMessage(),
                cause);
    }

    /** Whether the name says that the coded form is the image, where no checksum says otherwise. */
    boolean codedIsMeant() {
        ImageReference named = leaf.info().finalReference().orElse(leaf.reference());
        return coding.map(known -> known.isMeantBy(named)).orElse(true);
    }
}
