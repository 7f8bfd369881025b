// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.show;

import io.ingot.http.internal.answer.CacheControl;
import io.ingot.http.internal.answer.ContentCoding;
import io.ingot.http.internal.answer.ExpectedStatus;
import io.ingot.http.internal.answer.MediaType;
import io.ingot.http.internal.version.Versions;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.util.Optional;
import java.util.OptionalLong;

/** What the header of an answer says of an image. Digests in it are not taken for the service's word. */
public final class HeaderFacts {
    private HeaderFacts() {}

    /** The facts of an image of this size, as far as that is known. */
    public static ImageInfo of(ImageReference asked, HttpResponse answer, OptionalLong size) {
        ImageInfo.Builder info = ImageInfo.builder();
        Optional<String> coding = ContentCoding.of(answer);
        if (coding.isPresent()) {
            info.note("the origin sends it in the coding " + coding.get()
                    + ", which was not asked for: its size is not known, and it cannot be continued");
        } else {
            size.ifPresent(info::size);
        }
        version(asked, answer, size, coding.isPresent(), info);
        for (String name : ContentCoding.passedOver(answer)) {
            info.note("the origin sends '" + name
                    + "' as its content coding, which is not a coding: the bytes are taken" + " as they come");
        }
        Versions.tag(answer).ifPresent(info::entityTag);
        answer.date("last-modified").ifPresent(info::updatedAt);
        info.cacheable(!CacheControl.noStore(answer.headers("cache-control")));
        Optional<String> mediaType = MediaType.of(answer);
        mediaType.ifPresent(info::mediaType);
        if (mediaType.filter(MediaType::isPage).isPresent()) {
            info.kind(ImageInfo.Kind.LISTING)
                    .note("the origin answers with a page (" + mediaType.get() + "), a listing or an error perhaps");
        }
        redirected(asked, answer, info);
        return info.build();
    }

    /** The version that the answer promises; none of bytes that are not those that the origin named. */
    private static void version(
            ImageReference asked, HttpResponse answer, OptionalLong size, boolean coded, ImageInfo.Builder info) {
        if (ExpectedStatus.transformed(answer)) {
            info.note("a proxy on the way says that it changed what the origin sent (status " + answer.status() + ")");
        } else if (!coded) {
            Versions.of(asked, answer, size)
                    .ifPresent(version -> info.version(version).versionByDate(Versions.byDate(version)));
        }
    }

    /** What is known of a folder whose listing is forbidden. */
    static ImageInfo ofForbiddenFolder(ImageReference asked, HttpResponse answer) {
        ImageInfo.Builder info = ImageInfo.builder()
                .kind(ImageInfo.Kind.LISTING)
                .note(
                        "the origin forbids to look (status 403), as it may for a folder: images in it may still be there");
        redirected(asked, answer, info);
        return info.build();
    }

    private static void redirected(ImageReference asked, HttpResponse answer, ImageInfo.Builder info) {
        ImageReference at = answer.at();
        if (at.equals(asked)) {
            return;
        }
        info.finalReference(at).scope(answer.scope());
        if (asked.scheme().equals("https") && !at.scheme().equals("https")) {
            info.note("it was redirected from https to " + at.scheme() + ": nothing protects its bytes on their way");
        }
    }
}
