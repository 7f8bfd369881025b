// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.spi;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Describes and opens images of one family of protocols. It is registered as an OSGi service with its schemes in the
 * property {@value #SCHEME}, which {@link Scheme} writes. Safe for concurrent use.
 */
@ConsumerType
public interface ImageService {
    /** Service property: the URI schemes that the service answers, in lower case. Type {@code String+}, required. */
    String SCHEME = "scheme";

    /**
     * Service property: what the authority of a reference names, as the name of a constant of {@link Scheme.Authority}.
     * Type {@code String}, by default {@code HOST}.
     */
    String AUTHORITY = "authority";

    /**
     * Returns what is known of an image now, without transferring it. Succeeds only if the caller may read the
     * <em>bytes</em>: if the metadata cannot tell, the service reads one byte.
     *
     * @param request the image and the credentials
     * @param call the deadline and cancellation of this call
     * @return the facts that the service knows; unknown facts are absent
     * @throws ImageException NOT_FOUND if the image does not exist, or is hidden from this caller; NOT_AUTHORIZED if
     *     the caller may not read it; TRANSFER_FAILED if the server failed; UNACCEPTABLE if the image cannot be used
     */
    ImageInfo show(ImageRequest request, Call call) throws ImageException;

    /**
     * Opens a version of an image.
     *
     * @param request the image and the credentials
     *
     * @param info the version to open, as {@link #show} described it, possibly of an earlier version of this bundle
     * @param call the deadline and cancellation of this call
     * @return the bytes, or the locations of the bytes; the caller closes it
     * @throws ImageException if the image cannot be opened; a {@linkplain ImageException#versionChange version change}
     *     if the image no longer has this version
     */
    ImageSource open(ImageRequest request, ImageInfo info, Call call) throws ImageException;
}
