// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.service;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A way to read a body. A test that runs over each of them offers its bodies, and reads them, in that way. */
public enum BodyAccess {
    /** Through its stream. */
    STREAM {
        @Override
        public Body offer(Body body) {
            return body;
        }

        @Override
        public int read(Body body, byte[] target) throws IOException {
            return body.bytes().read(target);
        }
    },

    /** Through its channel, into direct buffers. */
    CHANNEL {
        @Override
        public Body offer(Body body) {
            return body.withChannel(new StreamChannel(body.bytes()));
        }

        @Override
        public int read(Body body, byte[] target) throws IOException {
            ByteBuffer direct = ByteBuffer.allocateDirect(target.length);
            int count = body.channel().orElseThrow().read(direct);
            direct.flip().get(target, 0, direct.limit());
            return count;
        }
    };

    private static final int BUFFER_SIZE = 8192;

    /** Returns a body of a service that can be read in this way, with all faults of its stream. */
    public abstract Body offer(Body body);

    /** Reads some bytes of a body; -1 at its end. */
    public abstract int read(Body body, byte[] target) throws IOException;

    /** Returns a source whose bodies can be read in this way. */
    public ImageSource.Bytes offer(ImageSource.Bytes source) {
        return new OfferedBytes(this, source);
    }

    /** Reads one byte of a body; -1 at its end. */
    public int read(Body body) throws IOException {
        byte[] one = new byte[1];
        return read(body, one) == 1 ? one[0] & 0xff : -1;
    }

    /** Reads the rest of a body. */
    public byte[] readAll(Body body) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_SIZE];
        for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
            all.write(buffer, 0, count);
        }
        return all.toByteArray();
    }

    /** A source whose bodies are offered in one way. */
    private record OfferedBytes(BodyAccess access, ImageSource.Bytes source) implements ImageSource.Bytes {
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
            return body == null ? body : access.offer(body); // a service may break its contract
        }
    }
}
