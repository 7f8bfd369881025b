// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient;

import io.ingot.image.AddressScope;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.io.Closeable;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** An answer: its header is there, its body arrives as it is read. Used by one thread at a time. */
@ProviderType
public interface HttpResponse extends Closeable {
    /** The status code, of the last hop. */
    int status();

    /** The first header of a name, in any case. */
    default Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** All headers of a name, in any case, in the order sent. Bytes beyond ASCII are characters of ISO 8859-1. */
    List<String> headers(String name);

    /**
     * A header that is a date, in any of its three forms (RFC 9110 §5.6.7), whatever weekday it names. Absent if it is
     * not there, or anything else.
     */
    Optional<Instant> date(String name);

    /**
     * The body, in whatever content coding the server chose: nothing is decoded here. Errors in it are
     * {@link ImageException}s; a body that ends before its declared length is one.
     */
    InputStream body();

    /**
     * Whether the end of the body proves that all of it came: its header declared a length, it came in chunks, or TLS
     * announced its end ({@code close_notify}, RFC 8446 §6.1). False where only the end of the connection ended it (RFC
     * 9112 §8), and until it was read to its end.
     */
    default boolean endProven() {
        return true;
    }

    /**
     * The URL of the proxy that read the request, and perhaps answered it. Absent if the server was asked directly, or
     * through a tunnel.
     */
    default Optional<String> proxy() {
        return Optional.empty();
    }

    /** Where the answer came from: the target after redirects. */
    ImageReference at();

    /**
     * How far out the servers lie that led to this answer, the one that gave it included: the widest scope of the addresses
     * that were connected to. PUBLIC where a proxy looked the host up, and it is not known here.
     */
    AddressScope scope();

    /**
     * The pause that the server asks for: {@code Retry-After}, in either form (RFC 9110 §10.2.3), at most an hour. Absent
     * if it says nothing, or nothing that can be read.
     */
    Optional<Duration> retryAfter();

    /** Ends the exchange. Before the body's end it cuts the connection; it never drains it. */
    @Override
    void close();

    /**
     * What this status means where success was expected. NOT_AUTHORIZED for 401, 403 and 407; NOT_FOUND for 404 and
     * 410; TRANSFER_FAILED for all others, which may pass for 408, 429, 500, 502, 503 and 504, and is lasting otherwise.
     *
     * @param doing what was tried, for the message: {@code "asking for http://mirror/a.qcow2"}
     */
    default ImageException failure(String doing) {
        return StatusFailure.of(this, doing);
    }
}
