// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.source;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Origin;
import io.ingot.image.client.SchemeInfo;
import io.ingot.image.engine.AttemptLimits;
import io.ingot.image.engine.ImageSources;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The door while it is there: it may be replaced, or be absent for a moment. Safe for concurrent use. */
public final class ResolverHolder {
    private final AtomicReference<@Nullable ImageSources> present = new AtomicReference<>();

    /** It is there. */
    public void opened(ImageSources services) {
        present.set(services);
    }

    /** It has gone, unless its replacement is there already. */
    public void closed(ImageSources services) {
        present.compareAndSet(services, null);
    }

    /**
     * What the one that is there knows of an image.
     *
     * @throws ImageException as {@link ImageSources#show(ImageRequest, AttemptLimits, Call)}; UNAVAILABLE while there is
     *     none, or if it leaves meanwhile
     */
    public ImageInfo show(ImageRequest request, AttemptLimits limits, Call call) throws ImageException {
        try {
            return services().show(request, limits, call);
        } catch (LinkageError e) {
            throw leaving(e);
        }
    }

    /**
     * The server that a reference leads to, by the word of the service that answers its scheme; while there is no resolver,
     * by its text alone.
     */
    public Origin origin(ImageReference reference) {
        ImageSources services = present.get();
        try {
            return services == null ? reference.origin() : services.origin(reference);
        } catch (LinkageError e) {
            return reference.origin();
        }
    }

    /** The bundle that answers a scheme now, with its version, for messages. */
    public String provider(String scheme) {
        ImageSources services = present.get();
        return (services == null ? Stream.<SchemeInfo>empty() : services.schemes().stream())
                .filter(info -> info.scheme().equals(scheme))
                .findFirst()
                .map(info -> info.bundle() + " " + info.version())
                .orElse("the image service of the scheme " + scheme);
    }

    /**
     * What it means when the code of the door, or of what it handed out, cannot be linked: its bundle was updated or
     * refreshed while we were inside.
     */
    public static ImageException leaving(LinkageError e) {
        return new ImageException(
                ErrorCode.UNAVAILABLE, "the bundle io.ingot.resolver left in the middle of a call (" + e + ")", e);
    }

    /**
     * The one that is there.
     *
     * @throws ImageException UNAVAILABLE while there is none
     */
    public ImageSources services() throws ImageException {
        ImageSources services = present.get();
        if (services == null) {
            throw new ImageException(
                    ErrorCode.UNAVAILABLE, "the bundle io.ingot.resolver, which finds image services, is not started");
        }
        return services;
    }
}
