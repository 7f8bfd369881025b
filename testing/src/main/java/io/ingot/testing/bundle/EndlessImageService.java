// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.bundle;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/** An image service whose bodies send one byte, and then block until the call ends. */
public final class EndlessImageService implements ImageService {
    static final long SIZE = 1 << 20;

    @Override
    public ImageInfo show(ImageRequest request, Call call) {
        return ImageInfo.builder().size(SIZE).build();
    }

    @Override
    public ImageSource open(ImageRequest request, ImageInfo info, Call call) {
        return (ImageSource.Bytes)
                (offset, limit, reading) -> Body.of(new BlockingStream(reading), 0, OptionalLong.of(SIZE));
    }

    private static final class BlockingStream extends InputStream {
        private final Call call;
        private boolean sent;

        BlockingStream(Call call) {
            this.call = call;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (!sent) {
                sent = true;
                buffer[offset] = 'x';
                return 1;
            }
            return block();
        }

        private int block() throws IOException {
            CountDownLatch ended = new CountDownLatch(1);
            try (Call.Registration registration = call.onCancel(ended::countDown)) {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            call.check();
            throw new ImageException(ErrorCode.TRANSFER_FAILED, "interrupted");
        }
    }
}
