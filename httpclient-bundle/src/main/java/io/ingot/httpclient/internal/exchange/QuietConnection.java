// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that writes no header and no byte to any log: the library's own logs them at DEBUG, secrets included. It
 * takes no end of the connection for the end of a line.
 */
final class QuietConnection extends DefaultManagedHttpClientConnection {
    private static final Timeout A_GLANCE = Timeout.ofMilliseconds(1);
    private static final AtomicLong NUMBER = new AtomicLong();

    /** What was read from the socket and not looked at yet; known from the first answer on. */
    private final AtomicReference<@Nullable SessionInputBuffer> readAhead;

    private volatile @Nullable SocketChannel plain;
    private volatile @Nullable ObservedSocket underTls;

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
        boolean chunked = length == ContentLengthStrategy.CHUNKED;
        return super.createContentInputStream(length, chunked ? new ChunkLines(buffer) : buffer, in);
    }

    /**
     * Whether a connection that lay idle is open and silent. One that is closed is of no use; one on which bytes lie that
     * nobody asked for would give the next request an answer that is not its own.
     */
    boolean silent() {
        SocketChannel channel = plain;
        try {
            return channel == null ? nothingComes() : nothingIsThere(channel);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the end of what was read was announced by TLS, and is not merely that of the connection. */
    boolean endAnnounced() {
        ObservedSocket socket = underTls;
        return socket != null && !socket.inputEnded();
    }

    /** Under TLS only waiting tells: what lies in the socket may be a record that holds no byte for us. */
    private boolean nothingComes() throws IOException {
        try {
            awaitInput(A_GLANCE);
            return false; // bytes, or the end
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    /** Without the millisecond that is the shortest wait of a socket with a timeout. */
    private boolean nothingIsThere(SocketChannel channel) throws IOException {
        SessionInputBuffer before = readAhead.get();
        if (before != null && before.length() > 0) {
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
        plain = socket.getChannel();
        bind(new SocketHolder(socket) {
            @Override
            protected InputStream getInputStream(Socket read) throws IOException {
                return counted(super.getInputStream(read), socket);
            }
        });
    }

    @Override
    public void bind(SSLSocket tls, Socket plain) throws IOException {
        this.plain = null;
        this.underTls = plain instanceof ObservedSocket observed ? observed : null;
        bind(new SocketHolder(tls, plain) {
            @Override
            protected InputStream getInputStream(Socket read) throws IOException {
                return counted(super.getInputStream(read), plain);
            }
        });
    }

    private static InputStream counted(InputStream carried, Socket below) {
        return below instanceof ObservedSocket observed ? observed.carrying(carried) : carried;
    }

    @Override
    protected void onRequestSubmitted(@Nullable ClassicHttpRequest request) {}

    @Override
    protected void onResponseReceived(@Nullable ClassicHttpResponse response) {}
}
