// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.airlift.compress.zstd.ZstdInputStream;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/**
 * A content coding that can be undone, RFC 9110 §8.4.1.
 *
 * @param suffixes of names of files that are meant to be in this coding
 * @param decoder undoes it
 */
record Coding(List<String> suffixes, Decoder decoder) {
    private static final int CODED_BYTES = 64 * 1024;
    private static final int ZLIB_METHOD_BITS = 0x0f; // RFC 1950 §2.2
    private static final int ZLIB_DEFLATED = 8;
    private static final Coding GZIP =
            new Coding(List.of(".gz", ".tgz"), coded -> new GZIPInputStream(coded, CODED_BYTES));
    private static final Map<String, Coding> BY_NAME = Map.of(
            "gzip", GZIP,
            "x-gzip", GZIP,
            "deflate", new Coding(List.of(), Coding::inflate),
            "br", new Coding(List.of(".br"), coded -> new BrotliInputStream(coded, CODED_BYTES)),
            "zstd", new Coding(List.of(".zst"), ZstdInputStream::new));

    /** Undoes a coding. */
    @FunctionalInterface
    interface Decoder {
        /** The stream as it was before; malformed input makes it throw, an {@link IOException} or otherwise. */
        InputStream undo(InputStream coded) throws IOException;
    }

    /** The coding of a name, in any case; absent if it cannot be undone here. */
    static Optional<Coding> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * The coding of a name, in any case.
     *
     * @throws ImageException UNACCEPTABLE if it cannot be undone here
     */
    static Coding named(String name, ImageReference reference) throws ImageException {
        return find(name)
                .orElseThrow(() -> new ImageException(
                        ErrorCode.UNACCEPTABLE,
                        reference + " was sent in the content coding '" + name
                                + "', which was not asked for and is not known here; have the server send it as it is,"
                                + " or give a checksum of what it sends"));
    }

    /** Whether a file of this name is meant to be in this coding. */
    boolean isMeantBy(ImageReference reference) {
        String name = reference.fileName().toLowerCase(Locale.ROOT);
        return suffixes.stream().anyMatch(name::endsWith);
    }

    /** It is a zlib stream; some servers always sent a bare one (RFC 9110 §8.4.1.2, note). */
    private static InputStream inflate(InputStream coded) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(coded, 1);
        int first = stream.read();
        if (first >= 0) {
            stream.unread(first);
        }
        return new Inflating(stream, new Inflater((first & ZLIB_METHOD_BITS) != ZLIB_DEFLATED));
    }

    /** Frees the inflater, which the JDK's stream does only for one that it made. */
    private static final class Inflating extends InflaterInputStream {
        Inflating(InputStream coded, Inflater inflater) {
            super(coded, inflater, CODED_BYTES);
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                inf.end();
            }
        }
    }
}
