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
 * The current resolver, which may be replaced or be away for a moment. The engine repeats calls that fail because the
 * resolver is away, but not those that the resolver itself fails after it waited for an image service. Safe for
 * concurrent use.
 */
public final class ResolverHolder {
    private final Supplier<? extends @Nullable ImageSources> current;

    /** Creates a holder. {@code current} returns null while there is no resolver. */
    public ResolverHolder(Supplier<? extends @Nullable ImageSources> current) {
        this.current = current;
    }

    /** Whether a failure means that the resolver was away, rather than that it answered. */
    public static boolean isAway(ImageException e) {
        return e.getCause() instanceof Away;
    }

    /**
     * Asks the current resolver for the facts of an image.
     *
     * @throws ImageException as {@link ImageSources#show(ImageRequest, AttemptLimits, Call)}; UNAVAILABLE if there is
     *     no resolver, or if it is stopped meanwhile
     */
    public ImageInfo show(ImageRequest request, AttemptLimits limits, Call call) throws ImageException {
        try {
            return services().show(request, limits, call);
        } catch (LinkageError e) {
            throw bundleReplaced(e);
        }
    }

    /**
     * Returns the server that answers for a reference, according to the image service of its scheme; without a
     * resolver, according to its text.
     */
    public Origin origin(ImageReference reference) {
        ImageSources services = current.get();
        try {
            return services == null ? reference.origin() : services.origin(reference);
        } catch (LinkageError e) {
            return reference.origin();
        }
    }

    /** Returns the bundle, with its version, whose service answers a scheme; empty if none does. */
    public Optional<String> service(String scheme) {
        ImageSources services = current.get();
        return (services == null ? Stream.<SchemeInfo>empty() : services.schemes().stream())
                .filter(info -> info.scheme().equals(scheme))
                .findFirst()
                .map(info -> info.bundle() + " " + info.version());
    }

    /** Returns the bundle whose service answers a scheme, for messages. */
    public String describeService(String scheme) {
        return service(scheme).orElse("the image service of the scheme " + scheme);
    }

    /**
     * Returns the failure for an error of linkage in a call to the resolver or its sources: their bundle was updated or
     * refreshed during the call.
     */
    public static ImageException bundleReplaced(LinkageError e) {
        return unavailable("the bundle io.ingot.resolver was updated or stopped during a call (" + e + ")", e);
    }

    /**
     * Returns the current resolver.
     *
     * @throws ImageException UNAVAILABLE if there is none
     */
    public ImageSources services() throws ImageException {
        ImageSources services = current.get();
        if (services == null) {
            throw unavailable(
                    "the bundle io.ingot.resolver, which provides image services, is not running; start it", null);
        }
        return services;
    }

    private static ImageException unavailable(String message, @Nullable Throwable cause) {
        return new ImageException(ErrorCode.UNAVAILABLE, message, new Away(cause));
    }

    /** Marks a failure that was not reported by the resolver itself. */
    private static final class Away extends Exception {
        private static final long serialVersionUID = 1L;

        Away(@Nullable Throwable cause) {
            super(cause);
        }
    }
}
