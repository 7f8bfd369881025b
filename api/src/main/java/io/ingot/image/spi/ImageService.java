// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.spi;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What is there, and its bytes, over one family of protocols. Register it as an OSGi service, its schemes in the
 * property {@value #SCHEME}; {@link Scheme} writes it. Instances are safe for concurrent use.
 */
@ConsumerType
public interface ImageService {
    /** Service property: the URI schemes answered, lower case. Type {@code String+}, required. */
    String SCHEME = "scheme";

    /**
     * Service property: what the authority of a reference names, the name of a constant of {@link Scheme.Authority}. Type
     * {@code String}; {@code HOST} if it is missing.
     */
    String AUTHORITY = "authority";

    /**
     * Asks what is known of an image now. Moves none of its bytes. It answers only a caller who may have the
     * <em>bytes</em>: where the metadata cannot tell, it asks for one byte.
     *
     * @param request which image, and as whom
     * @param call the deadline and cancellation of this call
     * @return what the service knows; what it does not know is absent
     * @throws ImageException if there is no such image, or not for this caller; its code says which
     */
    ImageInfo show(ImageRequest request, Call call) throws ImageException;

    /**
     * Says how the bytes of the image can be had.
     *
     * @param shown the version wanted, as {@link #show} described it; perhaps by an earlier version of this bundle
     * @return a reader of bytes, or locations elsewhere; owned by the caller, who closes it
     * @throws ImageException if they cannot be had; a {@linkplain ImageException#versionChange version change} if the image is no longer that version
     */
    ImageSource open(ImageRequest request, ImageInfo shown, Call call) throws ImageException;
}
