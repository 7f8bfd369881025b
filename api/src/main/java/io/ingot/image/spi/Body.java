// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.spi;

import io.ingot.image.ImageInfo;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ReadableByteChannel;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The bytes of an image, or a part of it, as they arrive. Used by one thread at a time; the reader closes it. */
public final class Body implements Closeable {
    private final InputStream bytes;
    private final @Nullable ReadableByteChannel channel;
    private final long offset;
    private final OptionalLong total;
    private final @Nullable String coding;
    private final @Nullable ImageInfo info;
    private final BooleanSupplier isEndProven;

    private Body(
            InputStream bytes,
            @Nullable ReadableByteChannel channel,
            long offset,
            OptionalLong total,
            @Nullable String coding,
            @Nullable ImageInfo info,
            BooleanSupplier endProven) {
        this.bytes = Objects.requireNonNull(bytes);
        this.channel = channel;
        this.offset = offset;
        this.total = Objects.requireNonNull(total);
        this.coding = coding;
        this.info = info;
        this.isEndProven = Objects.requireNonNull(endProven);
        if (offset < 0 || total.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "offset and total must not be negative, were " + offset + " and " + total);
        }
    }

    /**
     * Returns a body without a content coding.
     *
     * @param bytes the stream. It must throw if bytes are missing, unless its end is the only sign of its length; see
     *     {@link #withEndProof}
     * @param offset the position in the image at which the stream actually begins, from 0
     * @param total the size of the whole image in bytes; absent if the origin does not tell it
     */
    public static Body of(InputStream bytes, long offset, OptionalLong total) {
        return new Body(bytes, null, offset, total, null, null, () -> true);
    }

    /**
     * Returns a body of the whole image in a content coding (RFC 9110 §8.4.1) that was not requested. It begins at 0,
     * its length is unrelated to that of the image, and it is never ranged or resumed.
     *
     * @param coding the name of the coding: {@code gzip}
     */
    public static Body coded(InputStream bytes, String coding) {
        return new Body(bytes, null, 0, OptionalLong.empty(), coding.toLowerCase(Locale.ROOT), null, () -> true);
    }

    /**
     * Returns this body with the facts that its origin sent together with the bytes, if they differ from the facts of
     * the open source: another version, another size.
     */
    public Body withInfo(ImageInfo info) {
        return new Body(bytes, channel, offset, total, coding, Objects.requireNonNull(info), isEndProven);
    }

    /**
     * Returns this body as one that may end with the connection, so that a truncated body cannot be told from a
     * complete one.
     *
     * @param endProven returns, after the end of the stream, whether the protocol proves that all bytes arrived; called
     *     on the thread that read the end
     */
    public Body withEndProof(BooleanSupplier endProven) {
        return new Body(bytes, channel, offset, total, coding, info, endProven);
    }

    /**
     * Returns this body with a channel to the same bytes, which spares a reader the copy through the heap.
     *
     * @param channel reads what the stream would read next: a byte is read once, through either. Its reads block until
     *     at least one byte is available, and fail as those of the stream do. It ends and is closed with the stream, and uses a buffer only
     *     during the read that got it
     */
    public Body withChannel(ReadableByteChannel channel) {
        return new Body(bytes, Objects.requireNonNull(channel), offset, total, coding, info, isEndProven);
    }

    /** Returns the stream, which is closed with this body. */
    public InputStream bytes() {
        return bytes;
    }

    /**
     * Returns the channel to the bytes of the stream; absent if the service has none. Best read into direct buffers of
     * a megabyte or more; a read returns what is available, at least one byte. It is closed with this body.
     */
    public Optional<ReadableByteChannel> channel() {
        return Optional.ofNullable(channel);
    }

    /** Returns the position in the image at which the bytes begin. */
    public long offset() {
        return offset;
    }

    /** Returns the size of the whole image in bytes; absent if the origin did not tell it with these bytes. */
    public OptionalLong total() {
        return total;
    }

    /** Returns the content coding of the bytes; absent if there is none. */
    public Optional<String> coding() {
        return Optional.ofNullable(coding);
    }

    /**
     * Returns the facts that the origin sent together with these bytes; absent if they are those of the open source.
     */
    public Optional<ImageInfo> info() {
        return Optional.ofNullable(info);
    }

    /**
     * Returns whether the end of the stream proves that all bytes arrived; defined after the end. True unless {@link
     * #withEndProof} was called.
     */
    public boolean isEndProven() {
        return isEndProven.getAsBoolean();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
