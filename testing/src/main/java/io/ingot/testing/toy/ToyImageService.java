// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.toy;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import io.ingot.image.spi.Scheme;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * An image service with one image, whose bytes a test rations. It is connected to the test by services of JDK types only, so
 * that this bundle does not depend on the test's.
 */
@Component
@Scheme("toy")
public final class ToyImageService implements ImageService {
    /** The number of bytes for one permit. */
    static final int BLOCK = 64 * 1024;

    /** The size of the image in bytes. */
    static final int SIZE = 64 * BLOCK;

    private final Semaphore permits;
    private final LongConsumer reads;
    private final LongAdder sent;

    @Activate
    public ToyImageService(
            @Reference(target = "(testing=permits)") Semaphore permits,
            @Reference(target = "(testing=reads)") LongConsumer reads,
            @Reference(target = "(testing=sent)") LongAdder sent) {
        this.permits = permits;
        this.reads = reads;
        this.sent = sent;
    }

    @Override
    public ImageInfo show(ImageRequest request, Call call) throws ImageException {
        if (!request.reference().path().equals("/image")) {
            throw new ImageException(ErrorCode.NOT_FOUND, "no image " + request.reference());
        }
        return ImageInfo.builder().size(SIZE).version("the only one").build();
    }

    @Override
    public ImageSource open(ImageRequest request, ImageInfo info, Call call) {
        return (ImageSource.Bytes) (offset, limit, reading) -> {
            reads.accept(offset);
            return Body.of(new RationedStream(offset, permits, sent, reading), offset, OptionalLong.of(SIZE));
        };
    }
}
