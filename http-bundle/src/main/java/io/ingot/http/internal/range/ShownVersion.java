// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

import io.ingot.http.internal.answer.ContentCoding;
import io.ingot.http.internal.show.HeaderFacts;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Compares what an answer says of the image with what was shown. The whole image is what its answer says: whatever was
 * shown before is out of date, or was a hint. A part must be of the version shown, and of its size, unless any version is
 * wanted; of another size it is a part of another image in any case.
 */
final class ShownVersion {
    private final ImageReference asked;
    private final ImageInfo shown;
    private final String doing;

    ShownVersion(ImageReference asked, ImageInfo shown, String doing) {
        this.asked = asked;
        this.shown = shown;
        this.doing = doing;
    }

    /**
     * What the answer says; absent if that is what was shown. Of a part only another version counts.
     *
     * @param total the size of the whole, as the answer has it
     * @throws ImageException a {@linkplain ImageException#versionChange version change} for a part of another image
     */
    Optional<ImageInfo> compare(AskedRange range, HttpResponse answer, OptionalLong total) throws ImageException {
        ImageInfo told = told(answer, total);
        if (range.isWhole()) {
            return same(told) ? Optional.empty() : Optional.of(told);
        }
        requireSameImage(range, told);
        boolean another = range.anyVersion() && !told.version().equals(shown.version());
        return another ? Optional.of(told) : Optional.empty();
    }

    /** The failure of a part that is one of another image. */
    ImageException changed(String how) {
        return ImageException.versionChange(doing + ": " + how);
    }

    /** An answer that does not say a size has the one shown, unless it names another version. */
    private ImageInfo told(HttpResponse answer, OptionalLong total) {
        if (total.isEmpty()
                && shown.size().isPresent()
                && ContentCoding.of(answer).isEmpty()) {
            ImageInfo sized = HeaderFacts.of(asked, answer, shown.size());
            if (sized.version().isEmpty() || sized.version().equals(shown.version())) {
                return sized;
            }
        }
        return HeaderFacts.of(asked, answer, total);
    }

    private void requireSameImage(AskedRange range, ImageInfo told) throws ImageException {
        if (shown.size().isPresent() && told.size().isPresent() && !shown.size().equals(told.size())) {
            throw changed("it has " + told.size().getAsLong() + " bytes now, and had "
                    + shown.size().getAsLong());
        }
        if (!range.anyVersion()
                && shown.version().isPresent()
                && !shown.version().equals(told.version())) {
            throw changed("its validators differ from those shown");
        }
        if (told.kind() != shown.kind() && told.kind() == ImageInfo.Kind.LISTING) {
            throw changed("a page comes in its place");
        }
    }

    private boolean same(ImageInfo told) {
        return told.version().equals(shown.version())
                && told.size().equals(shown.size())
                && told.kind() == shown.kind()
                && told.cacheable() == shown.cacheable()
                && told.notes().equals(shown.notes());
    }
}
