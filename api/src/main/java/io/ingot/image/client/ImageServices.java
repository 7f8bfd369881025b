// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Origin;
import io.ingot.image.spi.ImageSource;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The resolver: every call to an image service goes through it. It asks the {@linkplain io.ingot.access.AccessPolicy
 * policy}, picks the best service for the scheme, waits for one that is briefly gone, hands it the credentials that are
 * configured, bounds and repeats calls that move no bytes, and ends what runs on a service that leaves. What it returns or
 * throws holds nothing of a plugin that has left.
 *
 * <p>A call that does not end with its {@link Call} is left behind. Bytes are read on the thread of the caller: a read that
 * ignores its call holds that thread.
 */
@ProviderType
public interface ImageServices {
    /**
     * What is known of an image now.
     *
     * @throws ImageException with the service's code, or UNSUPPORTED_SCHEME naming the schemes there are, or
     *     REFUSED_BY_POLICY
     */
    ImageInfo show(ImageRequest request, Call call) throws ImageException;

    /**
     * The bytes of an image, or where they lie. A source ends with UNAVAILABLE when its service leaves: open it again.
     *
     * @param shown the version wanted, from {@link #show}
     * @return owned by the caller, who closes it
     * @throws ImageException as {@link #show}; CHANGED if the image is no longer that version
     */
    ImageSource open(ImageRequest request, ImageInfo shown, Call call) throws ImageException;

    /**
     * As {@link #show(ImageRequest, Call)}, within limits.
     *
     * @throws ImageException as there; TRANSFER_FAILED if no attempt was answered in time
     */
    default ImageInfo show(ImageRequest request, AttemptLimits limits, Call call) throws ImageException {
        return show(request, call);
    }

    /**
     * As {@link #open(ImageRequest, ImageInfo, Call)}, within limits.
     *
     * @throws ImageException as there; TRANSFER_FAILED if no attempt was answered in time
     */
    default ImageSource open(ImageRequest request, ImageInfo shown, AttemptLimits limits, Call call)
            throws ImageException {
        return open(request, shown, call);
    }

    /** The schemes that can be resolved now, each with the service that answers, sorted by scheme. */
    List<SchemeInfo> schemes();

    /**
     * The server that a reference leads to. A scheme whose service says that its authority is a name has no hosts, and is
     * one origin; a scheme of which no service is known has hosts.
     */
    default Origin origin(ImageReference reference) {
        return schemes().stream()
                .filter(known -> known.scheme().equals(reference.scheme()))
                .findFirst()
                .map(known -> known.origin(reference))
                .orElseGet(reference::origin);
    }

    /**
     * The bundles that are present without their service, each with the reason, sorted by bundle: those that announce a
     * scheme and have no service for it now, those that a newer version of the same bundle replaces, and those of Ingot
     * whose configuration is wrong.
     */
    List<AbsentService> absent();

    /** What an operator should know of the bundles here, one sentence each: unknown properties in their configuration. */
    default List<String> warnings() {
        return List.of();
    }
}
