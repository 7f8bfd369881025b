// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

import io.ingot.http.internal.response.ContentCoding;
import io.ingot.http.internal.show.HeaderFacts;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Compares the facts in a response with those from {@code show}. A whole image has the facts of its response: earlier
 * facts are outdated, or were a hint. A part must be of the version shown, and of its size, unless any version is
 * accepted; a part with another size always belongs to another image.
 */
final class VersionCheck {
    private final ImageReference reference;
    private final ImageInfo shown;
    private final String operation;

    VersionCheck(ImageReference reference, ImageInfo shown, String operation) {
        this.reference = reference;
        this.shown = shown;
        this.operation = operation;
    }

    /**
     * Returns the facts in a response; absent if they are those shown. For a part, only another version counts.
     *
     * @param total the size of the whole, as the response has it
     * @throws ImageException a {@linkplain ImageException#versionChange version change} for a part of another image
     */
    Optional<ImageInfo> compare(RequestedRange range, HttpResponse response, OptionalLong total) throws ImageException {
        ImageInfo facts = factsOf(response, total);
        if (range.isWhole()) {
            return isSame(facts) ? Optional.empty() : Optional.of(facts);
        }
        requireSameImage(range, facts);
        boolean another = range.anyVersion() && !facts.version().equals(shown.version());
        return another ? Optional.of(facts) : Optional.empty();
    }

    /** Returns the failure for a part of another image. */
    ImageException changed(String how) {
        return ImageException.versionChange(operation + ": " + how);
    }

    /** Returns the facts in a response. If it has no size, the size shown is kept, unless it names another version. */
    private ImageInfo factsOf(HttpResponse response, OptionalLong total) {
        if (total.isEmpty()
                && shown.size().isPresent()
                && ContentCoding.of(response).isEmpty()) {
            ImageInfo sized = HeaderFacts.of(reference, response, shown.size());
            if (sized.version().isEmpty() || sized.version().equals(shown.version())) {
                return sized;
            }
        }
        return HeaderFacts.of(reference, response, total);
    }

    private void requireSameImage(RequestedRange range, ImageInfo facts) throws ImageException {
        if (shown.size().isPresent()
                && facts.size().isPresent()
                && !shown.size().equals(facts.size())) {
            throw changed("its size is " + facts.size().getAsLong() + " bytes, was "
                    + shown.size().getAsLong());
        }
        if (!range.anyVersion()
                && shown.version().isPresent()
                && !shown.version().equals(facts.version())) {
            throw changed("its validators differ from those shown");
        }
        if (facts.kind() != shown.kind() && facts.kind() == ImageInfo.Kind.LISTING) {
            throw changed("the server sends a page in its place");
        }
    }

    private boolean isSame(ImageInfo facts) {
        return facts.version().equals(shown.version())
                && facts.size().equals(shown.size())
                && facts.kind() == shown.kind()
                && facts.cacheable() == shown.cacheable()
                && facts.notes().equals(shown.notes());
    }
}
