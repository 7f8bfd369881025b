// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.AbsentService;
import io.ingot.image.client.SchemeInfo;
import io.ingot.image.engine.AttemptLimits;
import io.ingot.image.engine.ImageSources;
import io.ingot.image.spi.ImageSource;
import io.ingot.image.spi.Scheme;
import io.ingot.testing.service.BodyView;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A resolver of fake images, by their exact references. */
final class FakeResolver implements ImageSources {
    final Queue<AttemptLimits> limits = new ConcurrentLinkedQueue<>();
    private final Map<String, FakeImage> images = new ConcurrentHashMap<>();
    private volatile BodyView view = BodyView.STREAM;

    /** Makes all bodies readable in this way. */
    void offering(BodyView offered) {
        view = offered;
    }

    FakeImage put(String reference, FakeImage image) {
        images.put(reference, image);
        return image;
    }

    @Override
    public ImageInfo show(ImageRequest request, Call call) throws ImageException {
        return find(request.reference()).show(request, call);
    }

    @Override
    public ImageSource open(ImageRequest request, ImageInfo shown, Call call) throws ImageException {
        ImageSource source = find(request.reference()).open(request, call);
        return source instanceof ImageSource.Bytes bytes ? view.offer(bytes) : source;
    }

    /** Makes a single attempt. */
    @Override
    public ImageInfo show(ImageRequest request, AttemptLimits within, Call call) throws ImageException {
        limits.add(within);
        within.listener().asking(request.reference(), within.retries() + 1);
        return show(request, call);
    }

    @Override
    public List<SchemeInfo> schemes() {
        return List.of(
                new SchemeInfo("fake", "io.ingot.fake", "1.2.3"),
                new SchemeInfo("cat", "io.ingot.cat", "1.2.3", Scheme.Authority.NAME));
    }

    @Override
    public List<AbsentService> absent() {
        return List.of();
    }

    private FakeImage find(ImageReference reference) throws ImageException {
        FakeImage image = images.get(reference.exact());
        if (image == null) {
            throw new ImageException(ErrorCode.NOT_FOUND, "there is no image " + reference);
        }
        return image;
    }
}
