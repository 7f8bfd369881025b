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
 * A content coding that can be decoded, RFC 9110 §8.4.1.
 *
 * @param suffixes the file name suffixes that imply it
 * @param decoder decodes it
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

    /** Decodes a content coding. */
    @FunctionalInterface
    interface Decoder {
        /** Returns the decoded stream; malformed input makes it throw an {@link IOException} or a runtime exception. */
        InputStream decode(InputStream coded) throws IOException;
    }

    /** Finds a coding by its name, in any case; empty if it is not supported. */
    static Optional<Coding> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Returns the coding of a name, in any case.
     *
     * @throws ImageException UNACCEPTABLE if it is not supported
     */
    static Coding named(String name, ImageReference reference) throws ImageException {
        return find(name)
                .orElseThrow(() -> new ImageException(
                        ErrorCode.UNACCEPTABLE,
                        reference + " was sent in the content coding '" + name
                                + "', which was not requested and is not supported; configure the server to send the file as"
                                + " it is, or give a checksum of what it sends"));
    }

    /** Whether the file name of a reference implies this coding. */
    boolean isImpliedBy(ImageReference reference) {
        String name = reference.fileName().toLowerCase(Locale.ROOT);
        return suffixes.stream().anyMatch(name::endsWith);
    }

    /** Decodes a zlib stream; some servers send a bare deflate stream instead (RFC 9110 §8.4.1.2, note). */
    private static InputStream inflate(InputStream coded) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(coded, 1);
        int first = stream.read();
        if (first >= 0) {
            stream.unread(first);
        }
        return new InflatingStream(stream, new Inflater((first & ZLIB_METHOD_BITS) != ZLIB_DEFLATED));
    }

    /** Ends its inflater, which {@link InflaterInputStream} does only for one that it created itself. */
    private static final class InflatingStream extends InflaterInputStream {
        InflatingStream(InputStream coded, Inflater inflater) {
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
