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
 * The resolver, through which every call to an image service goes. It checks the {@linkplain
 * io.ingot.access.AccessPolicy policy}, selects the best service for the scheme, waits for a service that is being
 * updated, adds configured credentials, limits and retries calls that transfer no bytes, and ends calls to a service
 * that leaves. Objects that it returns or throws do not reference a plugin that has left. Safe for concurrent use.
 *
 * <p>A call to a service that continues after its {@link Call} has ended is abandoned: the caller does not wait for it.
 */
@ProviderType
public interface ImageServices {
    /**
     * Returns what is known of an image now.
     *
     * @throws ImageException with the service's code; UNSUPPORTED_SCHEME, naming the available schemes;
     *     REFUSED_BY_POLICY; or UNAVAILABLE if the service did not return in time
     */
    ImageInfo show(ImageRequest request, Call call) throws ImageException;

    /** Returns the schemes that can be resolved now, each with the service that answers it, sorted by scheme. */
    List<SchemeInfo> schemes();

    /**
     * Returns the origin of a reference. A scheme whose authority is a name, according to its service, is a single
     * origin. A scheme without a known service is assumed to have hosts.
     */
    default Origin origin(ImageReference reference) {
        return schemes().stream()
                .filter(info -> info.scheme().equals(reference.scheme()))
                .findFirst()
                .map(info -> info.origin(reference))
                .orElseGet(reference::origin);
    }

    /**
     * Returns the installed bundles whose service is not available, each with the reason, sorted by bundle: those that
     * announce a scheme without a service for it, those that a newer version of the same bundle replaces, and those of
     * Ingot with an invalid configuration.
     */
    List<AbsentService> absent();

    /** Returns warnings for the operator, one sentence each: unknown properties in configurations. */
    default List<String> warnings() {
        return List.of();
    }
}
