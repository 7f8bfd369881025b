// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.service;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/**
 * The two views of the bytes of a body. A test that runs over both, and offers or reads bodies by them, shows that a
 * rule holds for both.
 */
public enum BodyView {
    /** The stream. */
    STREAM {
        @Override
        public Body offer(Body body) {
            return body;
        }

        @Override
        public InputStream of(InputStream stream, Optional<ReadableByteChannel> channel) {
            return stream;
        }
    },

    /** The channel, read into direct buffers. */
    CHANNEL {
        @Override
        public Body offer(Body body) {
            return body.withChannel(new StreamChannel(body.bytes()));
        }

        @Override
        public InputStream of(InputStream stream, Optional<ReadableByteChannel> channel) {
            return new ChannelStream(channel.orElseThrow(() -> new AssertionError("the body has no channel")));
        }
    };

    /** Returns a body of a service that has this view, with all faults of its stream. */
    public abstract Body offer(Body body);

    /** Returns a stream that reads by this view only; fails if the body does not have it. */
    public abstract InputStream of(InputStream stream, Optional<ReadableByteChannel> channel);

    /** Returns a stream that reads the bytes of a body by this view only; fails if the body does not have it. */
    public InputStream of(Body body) {
        return of(body.bytes(), body.channel());
    }

    /** Reads some bytes of a body; -1 at its end. */
    public int read(Body body, byte[] target) throws IOException {
        return of(body).read(target);
    }

    /** Reads one byte of a body; -1 at its end. */
    public int read(Body body) throws IOException {
        return of(body).read();
    }

    /** Reads the rest of a body. */
    public byte[] readAll(Body body) throws IOException {
        return of(body).readAllBytes();
    }

    /** Returns a source whose bodies have this view. */
    public ImageSource.Bytes offer(ImageSource.Bytes source) {
        return new OfferedBytes(this, source);
    }

    /** A source whose bodies have one view. */
    private record OfferedBytes(BodyView view, ImageSource.Bytes source) implements ImageSource.Bytes {
        @Override
        public Body read(long offset, long limit, Call call) throws ImageException {
            return offered(source.read(offset, limit, call));
        }

        @Override
        public Body readAnyVersion(long offset, long limit, Call call) throws ImageException {
            return offered(source.readAnyVersion(offset, limit, call));
        }

        @Override
        public Optional<LocalFile> file() {
            return source.file();
        }

        @Override
        public boolean anonymous() {
            return source.anonymous();
        }

        @Override
        public void close() {
            source.close();
        }

        private Body offered(Body body) {
            return body == null ? body : view.offer(body); // a service may break its contract
        }
    }
}
