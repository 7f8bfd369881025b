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
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The resolver that is present now: it may be replaced, or be absent for a moment. What fails because it is away is
 * repeated by the engine; what it says itself, after it has waited for an image service, is not. Safe for concurrent use.
 */
public final class ResolverHolder {
    private final Supplier<? extends @Nullable ImageSources> present;

    /** {@code present} answers null while there is no resolver. */
    public ResolverHolder(Supplier<? extends @Nullable ImageSources> present) {
        this.present = present;
    }

    /** Whether a failure means that the resolver was away, not that it answered. */
    public static boolean isAway(ImageException e) {
        return e.getCause() instanceof Away;
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

    /** The bundle that answers a scheme now, with its version; absent if none does. */
    public Optional<String> service(String scheme) {
        ImageSources services = present.get();
        return (services == null ? Stream.<SchemeInfo>empty() : services.schemes().stream())
                .filter(info -> info.scheme().equals(scheme))
                .findFirst()
                .map(info -> info.bundle() + " " + info.version());
    }

    /** The same, for messages. */
    public String provider(String scheme) {
        return service(scheme).orElse("the image service of the scheme " + scheme);
    }

    /**
     * What it means when the code of the resolver, or of what it handed out, cannot be linked: its bundle was updated or
     * refreshed during the call.
     */
    public static ImageException leaving(LinkageError e) {
        return away("the bundle io.ingot.resolver left in the middle of a call (" + e + ")", e);
    }

    /**
     * The one that is present.
     *
     * @throws ImageException UNAVAILABLE while there is none
     */
    public ImageSources services() throws ImageException {
        ImageSources services = present.get();
        if (services == null) {
            throw away("the bundle io.ingot.resolver, which finds image services, is not running; start it", null);
        }
        return services;
    }

    private static ImageException away(String message, @Nullable Throwable cause) {
        return new ImageException(ErrorCode.UNAVAILABLE, message, new Away(cause));
    }

    /** Marks the failures that are not the resolver's own. */
    private static final class Away extends Exception {
        private static final long serialVersionUID = 1L;

        Away(@Nullable Throwable cause) {
            super(cause);
        }
    }
}
