// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.access.AccessPolicy;
import io.ingot.fetch.internal.landing.Destination;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.client.FetchRequest;
import java.util.OptionalLong;

/** What is taken for an image, and of which size. Immutable. */
public final class Acceptance {
    private final AccessPolicy policy;
    private final long maxImageBytes;
    private final OptionalLong callersLimit;
    private final boolean acceptListing;

    /**
     * The limits and wishes of one fetch.
     *
     * @param maxImageBytes the operator's limit
     */
    public Acceptance(AccessPolicy policy, long maxImageBytes, FetchRequest request) {
        this.policy = policy;
        this.maxImageBytes = maxImageBytes;
        this.callersLimit = request.maxSize();
        this.acceptListing = request.acceptsListing();
    }

    /**
     * Judges what a service says.
     *
     * @throws ImageException UNACCEPTABLE if it is no image; REFUSED_BY_POLICY if it is too large
     */
    public void image(ImageReference reference, ImageInfo info) throws ImageException {
        if (info.kind() == ImageInfo.Kind.LISTING && !acceptListing) {
            throw unacceptable(
                    reference + " is a page or a directory listing, no image; allow it (--allow-html) if it is wanted");
        }
        if (info.kind() == ImageInfo.Kind.MOUNT) {
            throw unacceptable(reference + " is a share to be mounted; its bytes cannot be fetched");
        }
        if (info.size().isPresent()) {
            size(reference, info.size().getAsLong());
        }
    }

    /**
     * Judges it for a destination. What its whole file system has no room for is a want of space, whatever is allowed.
     *
     * @throws ImageException as {@link #image(ImageReference, ImageInfo)}, or INSUFFICIENT_SPACE
     */
    public void image(ImageReference reference, ImageInfo info, Destination destination) throws ImageException {
        try {
            image(reference, info);
        } catch (ImageException e) {
            if (e.code() == ErrorCode.REFUSED_BY_POLICY && info.size().isPresent()) {
                destination.requireCapacity(info.size().getAsLong());
            }
            throw e;
        }
    }

    /** Judges a size that was declared or counted, as {@link #image} does. */
    public void size(ImageReference reference, long bytes) throws ImageException {
        if (bytes == 0) {
            throw unacceptable(reference + " is empty");
        }
        atMost(reference, bytes);
    }

    /** Judges how many bytes have come so far. */
    public void atMost(ImageReference reference, long bytes) throws ImageException {
        if (bytes > maxImageBytes) {
            throw tooLarge(reference, bytes, maxImageBytes, "io.ingot.fetch/maxImageBytes allows");
        }
        if (callersLimit.isPresent() && bytes > callersLimit.getAsLong()) {
            throw tooLarge(reference, bytes, callersLimit.getAsLong(), "the caller's maxSize allows");
        }
        policy.size(bytes);
    }

    private static ImageException tooLarge(ImageReference reference, long bytes, long limit, String whose) {
        return new ImageException(
                ErrorCode.REFUSED_BY_POLICY, reference + " has " + bytes + " bytes or more, " + whose + " " + limit);
    }

    private static ImageException unacceptable(String message) {
        return new ImageException(ErrorCode.UNACCEPTABLE, message);
    }
}
