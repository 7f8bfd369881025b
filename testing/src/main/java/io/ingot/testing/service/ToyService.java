// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.service;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import java.io.ByteArrayInputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An image service with the answers of a test. */
public final class ToyService implements ImageService {
    /** Answers {@code show}. */
    public interface ShowAnswer {
        @Nullable
        ImageInfo show(ImageRequest request, Call call) throws ImageException;
    }

    /** Answers {@code open}. */
    public interface OpenAnswer {
        @Nullable
        ImageSource open(ImageRequest request, Call call) throws ImageException;
    }

    private final ShowAnswer showing;
    private final OpenAnswer opening;

    private ToyService(ShowAnswer showing, OpenAnswer opening) {
        this.showing = showing;
        this.opening = opening;
    }

    /** A service whose images have {@code name} as their version. */
    public static ToyService named(String name) {
        return showing((request, call) -> ImageInfo.builder().version(name).build());
    }

    /** A service that answers {@code show} with a function. */
    public static ToyService showing(ShowAnswer showing) {
        return new ToyService(showing, (request, call) -> bytes(new byte[0]));
    }

    /** A service that answers {@code open} with a function. */
    public static ToyService opening(OpenAnswer opening) {
        return new ToyService((request, call) -> ImageInfo.builder().build(), opening);
    }

    /** A source of bytes. */
    public static ImageSource.Bytes bytes(byte[] image) {
        return (offset, limit, call) -> Body.of(
                new ByteArrayInputStream(image, (int) offset, image.length - (int) offset),
                offset,
                OptionalLong.of(image.length));
    }

    @Override
    @SuppressWarnings("NullAway") // a service may break its contract
    public ImageInfo show(ImageRequest request, Call call) throws ImageException {
        return showing.show(request, call);
    }

    @Override
    @SuppressWarnings("NullAway") // a service may break its contract
    public ImageSource open(ImageRequest request, ImageInfo info, Call call) throws ImageException {
        return opening.open(request, call);
    }
}
