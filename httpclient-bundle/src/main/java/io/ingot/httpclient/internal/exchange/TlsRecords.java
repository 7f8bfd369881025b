// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of a TLS connection. One read of the network brings several records, whose payload is put into the buffer
 * of the reader. They are decrypted on the heap: the JDK's ciphers would copy direct memory there, and back. Used by
 * one thread at a time.
 */
final class TlsRecords {
    private static final Logger LOG = LoggerFactory.getLogger(TlsRecords.class);

    /** Some records of the largest size. The thread that reads keeps as much direct memory. */
    private static final int NETWORK_BYTES = 64 << 10;

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final SocketChannel channel;
    private final DirectInput network;
    private final RecordOverhead overhead = new RecordOverhead();

    /** Bytes that were received and not decrypted yet. */
    private final ByteBuffer received = ByteBuffer.allocate(NETWORK_BYTES).limit(0);

    /** Payload of a record for which its reader had not enough space. */
    private ByteBuffer decrypted = EMPTY;

    private boolean isStarted;
    private @Nullable IOException failure;
    private volatile boolean hasCloseNotify;

    /**
     * Creates the records of a connection; nothing is sent yet.
     *
     * @param engine not started
     * @param channel connected, in blocking mode
     */
    TlsRecords(SSLEngine engine, SocketChannel channel) {
        this.engine = engine;
        this.channel = channel;
        this.network = new PlainInput(channel);
    }

    /** Completes the first handshake, or one that the server began later (TLS 1.2). */
    void handshake() throws IOException {
        if (!isStarted) {
            isStarted = true;
            engine.beginHandshake();
            answer();
        }
        while (isHandshaking()) {
            Status status = unwrapAside();
            if (status == Status.BUFFER_OVERFLOW) {
                throw new SSLException("the server sends payload before it completes the handshake");
            }
            if (status == Status.CLOSED || (status == Status.BUFFER_UNDERFLOW && !receive())) {
                throwFailure();
                throw (IOException) new SSLHandshakeException("the connection ended before the handshake was complete")
                        .initCause(new EOFException());
            }
        }
    }

    /**
     * Reads the payload that is available, and waits for the first byte.
     *
     * @param target has space
     * @return the number of bytes, at least 1; -1 at the end
     * @throws java.net.SocketTimeoutException if no byte came within the timeout of the socket; a later read continues
     */
    int read(ByteBuffer target) throws IOException {
        if (!isStarted) {
            handshake();
        }
        int start = target.position();
        while (!decrypted.hasRemaining()) {
            Status status = unwrap(target);
            int count = target.position() - start;
            if (status != Status.OK && count > 0) {
                return count;
            }
            if (status == Status.BUFFER_OVERFLOW) {
                status = unwrapAside(); // the record may still be incomplete
            }
            if (status == Status.CLOSED) {
                throwFailure();
                hasCloseNotify = true;
                return -1;
            }
            if (status == Status.BUFFER_UNDERFLOW && !receive()) {
                return -1;
            }
        }
        return moveDecrypted(target);
    }

    /** Returns whether the end that a read has reached was announced by {@code close_notify} (RFC 8446 §6.1). */
    boolean hasCloseNotify() {
        return hasCloseNotify;
    }

    /** Sends payload. */
    void write(ByteBuffer payload) throws IOException {
        while (payload.hasRemaining()) {
            handshake();
            if (wrap(payload).getStatus() == Status.CLOSED) {
                throw new SocketException("the output of TLS is closed");
            }
        }
    }

    /** Sends {@code close_notify}, if the socket takes it without waiting. Nothing can be sent after it. */
    void closeOutput() {
        engine.closeOutbound();
        offerLast();
    }

    /** Returns whether the output is closed. */
    boolean isOutputClosed() {
        return engine.isOutboundDone();
    }

    private boolean isHandshaking() {
        HandshakeStatus status = engine.getHandshakeStatus();
        return status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
    }

    /**
     * Decrypts one record, and answers it. A failure is reported as CLOSED, so that a reader gets the payload before it
     * first.
     */
    private Status unwrap(ByteBuffer target) {
        if (failure != null) {
            return Status.CLOSED;
        }
        try {
            SSLEngineResult result = engine.unwrap(received, target);
            overhead.countPayload(result.bytesProduced());
            if (result.getStatus() != Status.CLOSED) {
                answer();
            }
            return result.getStatus();
        } catch (IOException e) {
            failure = e;
            offerLast();
            return Status.CLOSED;
        }
    }

    /** Decrypts one record, whose payload waits for the next read. */
    private Status unwrapAside() {
        int size = engine.getSession().getApplicationBufferSize();
        if (decrypted.capacity() < size) {
            decrypted = ByteBuffer.allocate(size).put(decrypted).flip();
        }
        decrypted.compact();
        try {
            return unwrap(decrypted);
        } finally {
            decrypted.flip();
        }
    }

    private int moveDecrypted(ByteBuffer target) {
        int count = Math.min(decrypted.remaining(), target.remaining());
        target.put(decrypted.duplicate().limit(decrypted.position() + count));
        decrypted.position(decrypted.position() + count);
        return count;
    }

    private void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Does what the engine needs before the next record. Its tasks run here: they wait for nothing. */
    private void answer() throws IOException {
        for (HandshakeStatus needed = engine.getHandshakeStatus(); ; needed = engine.getHandshakeStatus()) {
            if (needed == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            } else if (needed != HandshakeStatus.NEED_WRAP || wrap(EMPTY).getStatus() == Status.CLOSED) {
                return;
            }
        }
    }

    private SSLEngineResult wrap(ByteBuffer payload) throws IOException {
        byte[] record = newRecord();
        SSLEngineResult result = engine.wrap(payload, ByteBuffer.wrap(record));
        channel.socket().getOutputStream().write(record, 0, result.bytesProduced());
        return result;
    }

    /** Sends the alert that ends the output, if the socket takes it without waiting. */
    private void offerLast() {
        try {
            ByteBuffer record = EMPTY;
            while (!record.hasRemaining() && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                record = ByteBuffer.wrap(newRecord());
                engine.wrap(EMPTY, record);
                offer(record.flip());
            }
        } catch (IOException e) {
            LOG.trace("the end of TLS was not announced", e);
        }
    }

    private void offer(ByteBuffer record) throws IOException {
        channel.configureBlocking(false);
        try {
            channel.write(record);
        } finally {
            channel.configureBlocking(true);
        }
    }

    private byte[] newRecord() {
        return new byte[engine.getSession().getPacketBufferSize()];
    }

    /** Receives what is available from the network. Returns false at the end of the connection. */
    private boolean receive() throws IOException {
        received.compact();
        int count;
        try {
            count = network.read(received);
        } finally {
            received.flip();
        }
        overhead.countReceived(Math.max(0, count));
        return count >= 0;
    }
}
