// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Origin;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The resolver: every call to an image service goes through it. It asks the {@linkplain io.ingot.access.AccessPolicy
 * policy}, picks the best service for the scheme, waits for one that is briefly gone, hands it the credentials that are
 * configured, bounds and repeats calls that move no bytes, and ends what runs on a service that leaves. What it returns or
 * throws holds nothing of a plugin that has left.
 *
 * <p>A service that does not end a call with its {@link Call} is left behind.
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
