// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;

/**
 * A socket of TLS over a connected socket with a channel, which can be read past its stream. Unlike that of the JDK, it
 * reads several records at once, knows whether the server announced the end of its payload, and limits the overhead of
 * records. One thread at a time reads and writes; any other may close it, which ends both at once.
 */
final class TlsSocket extends LayeredSocket implements DirectInput {
    private final Socket below;
    private final TlsRecords records; // reads, writes and closes under the lock
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * Layers TLS over a socket. The socket is closed with this one.
     *
     * @param below connected, with a channel in blocking mode
     * @param engine configured, not started
     */
    TlsSocket(Socket below, SSLEngine engine) {
        super(below, engine);
        this.below = below;
        this.records = new TlsRecords(engine, below.getChannel());
    }

    @Override
    public void startHandshake() throws IOException {
        lock.lock();
        try {
            records.handshake();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        lock.lock();
        try {
            if (isClosed()) {
                throw new SocketException("the socket is closed");
            }
            return records.read(buffer);
        } finally {
            lock.unlock();
        }
    }

    private void write(ByteBuffer payload) throws IOException {
        lock.lock();
        try {
            records.write(payload);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the end that a read has reached was announced by {@code close_notify}. */
    boolean hasCloseNotify() {
        return records.hasCloseNotify();
    }

    /** Announces the end of the output, unless a thread reads or writes. */
    private void closeOutput() {
        if (lock.tryLock()) {
            try {
                records.closeOutput();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // waits for no other thread
    public void close() throws IOException {
        if (!isClosed()) {
            closeOutput();
        }
        below.close();
    }

    @Override
    public boolean isClosed() {
        return below.isClosed();
    }

    @Override
    public void shutdownOutput() {
        closeOutput();
    }

    @Override
    public boolean isOutputShutdown() {
        return below.isOutputShutdown() || records.isOutputClosed();
    }

    @Override
    public void shutdownInput() throws IOException {
        below.shutdownInput();
    }

    @Override
    public boolean isInputShutdown() {
        return below.isInputShutdown();
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return length == 0 ? 0 : TlsSocket.this.read(ByteBuffer.wrap(bytes, offset, length));
            }

            @Override
            public void close() throws IOException {
                TlsSocket.this.close();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                write(new byte[] {(byte) single}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                TlsSocket.this.write(ByteBuffer.wrap(bytes, offset, length));
            }

            @Override
            public void close() throws IOException {
                TlsSocket.this.close();
            }
        };
    }
}
