// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.spi;

import io.ingot.image.ImageInfo;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Bytes that have begun to arrive, and where in the image they begin. Used by one thread at a time; closed by it. */
public final class Body implements Closeable {
    private final InputStream bytes;
    private final long offset;
    private final OptionalLong total;
    private final @Nullable String coding;
    private final @Nullable ImageInfo info;
    private final BooleanSupplier endProven;

    private Body(
            InputStream bytes,
            long offset,
            OptionalLong total,
            @Nullable String coding,
            @Nullable ImageInfo info,
            BooleanSupplier endProven) {
        this.bytes = Objects.requireNonNull(bytes);
        this.offset = offset;
        this.total = Objects.requireNonNull(total);
        this.coding = coding;
        this.info = info;
        this.endProven = Objects.requireNonNull(endProven);
        if (offset < 0 || total.orElse(0) < 0) {
            throw new IllegalArgumentException("neither offset nor total may be negative: " + offset + ", " + total);
        }
    }

    /**
     * A body of the image's own bytes.
     *
     * @param bytes the stream, which ends early only by an exception or where its end is the only sign of its length
     * @param offset the image's byte at which it really begins, whatever was asked for
     * @param total the size of the whole image, if the origin says it
     */
    public static Body of(InputStream bytes, long offset, OptionalLong total) {
        return new Body(bytes, offset, total, null, null, () -> true);
    }

    /**
     * A body of the whole image in a content coding (RFC 9110 §8.4.1) that was not asked for. It begins at 0, its
     * length says nothing of the image's, and it is never ranged or resumed.
     *
     * @param coding the coding's name: {@code gzip}
     */
    public static Body coded(InputStream bytes, String coding) {
        return new Body(bytes, 0, OptionalLong.empty(), coding.toLowerCase(Locale.ROOT), null, () -> true);
    }

    /**
     * The same body, with what its origin says of the image together with these bytes, where that differs from what was
     * shown: another version, another size.
     */
    public Body withInfo(ImageInfo told) {
        return new Body(bytes, offset, total, coding, Objects.requireNonNull(told), endProven);
    }

    /**
     * The same body where the end of the connection may be the only sign of its end, so that a cut looks like an end.
     *
     * @param proven tells, once the stream has ended, whether the protocol vouches that all bytes came; called on the
     *     thread that read the end
     */
    public Body withEndProof(BooleanSupplier proven) {
        return new Body(bytes, offset, total, coding, info, proven);
    }

    /** The bytes; closed with this body. */
    public InputStream bytes() {
        return bytes;
    }

    /** Where in the image they begin. */
    public long offset() {
        return offset;
    }

    /** The size of the whole image, if the origin said it with these bytes. */
    public OptionalLong total() {
        return total;
    }

    /** The content coding that the bytes are in; absent if they are the image's own. */
    public Optional<String> coding() {
        return Optional.ofNullable(coding);
    }

    /** What the origin says of the image together with these bytes; absent if it is what was shown. */
    public Optional<ImageInfo> info() {
        return Optional.ofNullable(info);
    }

    /**
     * Whether the end of the stream proves that all bytes came; meaningful once it has ended. True unless {@link
     * #withEndProof} says otherwise.
     */
    public boolean endProven() {
        return endProven.getAsBoolean();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
