// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that logs no header and no byte: the library's own connection logs them at DEBUG, including secrets. It
 * does not take the end of the connection for the end of a line.
 */
final class QuietConnection extends DefaultManagedHttpClientConnection {
    private static final Timeout PROBE_TIMEOUT = Timeout.ofMilliseconds(1);
    private static final AtomicLong NUMBER = new AtomicLong();

    /** Bytes that were read from the socket and not parsed yet; known from the first response on. */
    private final AtomicReference<@Nullable SessionInputBuffer> readAhead;

    private volatile @Nullable SocketChannel plainChannel;
    private volatile @Nullable DirectInput directInput;
    private volatile @Nullable TlsSocket tlsSocket;

    QuietConnection(Http1Config limits) {
        this(limits, new AtomicReference<>());
    }

    private QuietConnection(Http1Config limits, AtomicReference<@Nullable SessionInputBuffer> readAhead) {
        super(
                "ingot-" + NUMBER.incrementAndGet(),
                null,
                null,
                limits,
                null,
                null,
                null,
                libraryDefaults -> parser(limits, readAhead));
        this.readAhead = readAhead;
    }

    private static HttpMessageParser<ClassicHttpResponse> parser(
            Http1Config limits, AtomicReference<@Nullable SessionInputBuffer> readAhead) {
        HttpMessageParser<ClassicHttpResponse> parser = new DefaultHttpResponseParserFactory(limits).create();
        return (buffer, in) -> {
            readAhead.set(buffer);
            return parser.parse(new HeaderLines(buffer), in);
        };
    }

    @Override
    protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream in) {
        if (length >= 0) {
            Optional<DirectInput> direct =
                    Optional.ofNullable(directInput).map(connection -> new ReadAheadInput(buffer, in, connection));
            return new DeclaredInput(length, new IdentityInputStream(buffer, in), direct);
        }
        boolean chunked = length == ContentLengthStrategy.CHUNKED;
        return super.createContentInputStream(length, chunked ? new ChunkLines(buffer) : buffer, in);
    }

    /**
     * Returns whether an idle connection is open and silent. Unsolicited bytes on it would be taken for the response to
     * the next request.
     */
    boolean isReusable() {
        SocketChannel channel = plainChannel;
        try {
            return channel == null ? isSilentUnderTls() : isSilent(channel);
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns whether TLS announced the end of the input by {@code close_notify}. */
    boolean hasCloseNotify() {
        TlsSocket tls = tlsSocket;
        return tls != null && tls.hasCloseNotify();
    }

    /** Waits for input: under TLS a record in the socket may hold no payload, so its presence is not enough. */
    private boolean isSilentUnderTls() throws IOException {
        try {
            awaitInput(PROBE_TIMEOUT);
            return false; // bytes, or the end
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    /** Polls the channel, which avoids the millisecond that is the shortest timeout of a socket. */
    private boolean isSilent(SocketChannel channel) throws IOException {
        SessionInputBuffer buffer = readAhead.get();
        if (buffer != null && buffer.length() > 0) {
            return false;
        }
        channel.configureBlocking(false);
        try {
            return channel.read(ByteBuffer.allocate(1)) == 0;
        } finally {
            channel.configureBlocking(true);
        }
    }

    @Override
    public void bind(Socket socket) throws IOException {
        SocketChannel channel = socket.getChannel();
        plainChannel = channel;
        directInput = channel == null ? null : new PlainInput(channel);
        bind(new SocketHolder(socket));
    }

    @Override
    public void bind(SSLSocket tls, Socket plain) throws IOException {
        plainChannel = null;
        tlsSocket = tls instanceof TlsSocket direct ? direct : null;
        directInput = tlsSocket;
        bind(new SocketHolder(tls, plain));
    }

    @Override
    protected void onRequestSubmitted(@Nullable ClassicHttpRequest request) {}

    @Override
    protected void onResponseReceived(@Nullable ClassicHttpResponse response) {}
}
