// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient;

import io.ingot.image.AddressScope;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.io.Closeable;
import java.io.InputStream;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** An HTTP response whose header has arrived, and whose body arrives as it is read. Used by one thread at a time. */
@ProviderType
public interface HttpResponse extends Closeable {
    /** Returns the status code of the last hop. */
    int status();

    /** Returns the first header of a name, in any case. */
    default Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** Returns all headers of a name, in any case, in the order sent. Bytes beyond ASCII are ISO 8859-1 characters. */
    List<String> headers(String name);

    /**
     * Returns a header that is a date in any of the three forms of RFC 9110 §5.6.7, whatever weekday it names. Absent
     * if the header is missing or is not a date.
     */
    Optional<Instant> date(String name);

    /**
     * Returns the body, in the content coding that the server chose: it is not decoded here. Its read methods throw
     * {@link ImageException}, also for a body that ends before its declared length.
     */
    InputStream body();

    /**
     * Returns a channel to the bytes of the body, which spares the copies through the heap: best read into direct
     * buffers of a megabyte or more. It reads what the stream would read next, and fails as the stream does; a read
     * returns what is available, at least one byte. It is open as long as the response, and closing it closes that.
     * Absent if the body has no declared length ({@code Content-Length}), or its connection offers none.
     */
    default Optional<ReadableByteChannel> channel() {
        return Optional.empty();
    }

    /**
     * Returns whether the end of the body proves that the body is complete: its header declared a length, it was
     * chunked, or TLS announced its end ({@code close_notify}, RFC 8446 §6.1). False if only the connection's end ended
     * the body (RFC 9112 §8), and until it was read to its end.
     */
    default boolean isEndProven() {
        return true;
    }

    /**
     * Returns the URL of the proxy that read the request, and may have answered it. Absent for a direct connection, and
     * for a tunnel.
     */
    default Optional<String> proxy() {
        return Optional.empty();
    }

    /** Returns the URL that the response came from, which is the target after redirects. */
    ImageReference finalReference();

    /**
     * Returns the widest address scope of the servers that led to this response, including the one that gave it. PUBLIC
     * if a proxy looked the host up and its address is not known here.
     */
    AddressScope scope();

    /**
     * Returns the pause that the server asks for: {@code Retry-After} in either form (RFC 9110 §10.2.3), limited to an
     * hour. Absent if the header is missing or malformed.
     */
    Optional<Duration> retryAfter();

    /** Ends the exchange. Before the end of the body this closes the connection; the body is never drained. */
    @Override
    void close();

    /**
     * Returns the failure that this status means where success was expected: NOT_AUTHORIZED for 401, 403 and 407;
     * NOT_FOUND for 404 and 410; TRANSFER_FAILED for all others, which is retryable for 408, 429, 500, 502, 503 and
     * 504, and not otherwise.
     *
     * @param operation the operation that failed, for the message: {@code "asking for http://mirror/a.qcow2"}
     */
    default ImageException failure(String operation) {
        return StatusFailure.of(this, operation);
    }
}
