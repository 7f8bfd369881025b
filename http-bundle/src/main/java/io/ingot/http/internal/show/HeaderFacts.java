// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.show;

import io.ingot.http.internal.response.CacheControl;
import io.ingot.http.internal.response.ContentCoding;
import io.ingot.http.internal.response.ExpectedStatus;
import io.ingot.http.internal.response.MediaType;
import io.ingot.http.internal.version.Versions;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the facts of an image from the header of a response. Digests in it are not taken for the service's own. */
public final class HeaderFacts {
    private HeaderFacts() {}

    /**
     * Returns the facts.
     *
     * @param size the size of the image, if known
     */
    public static ImageInfo of(ImageReference reference, HttpResponse response, OptionalLong size) {
        ImageInfo.Builder info = ImageInfo.builder();
        Optional<String> coding = ContentCoding.of(response);
        if (coding.isPresent()) {
            info.note("the origin sends the image in the content coding " + coding.get()
                    + " although none was requested: its size is unknown, and an interrupted transfer starts anew");
        } else {
            size.ifPresent(info::size);
        }
        addVersion(reference, response, size, coding.isPresent(), info);
        for (String name : ContentCoding.ignored(response)) {
            info.note("the origin sends '" + name + "' as its content coding, which is not a coding: it is ignored");
        }
        Versions.entityTag(response).ifPresent(info::entityTag);
        response.date("last-modified").ifPresent(info::updatedAt);
        info.cacheable(!CacheControl.hasNoStore(response.headers("cache-control")));
        Optional<String> mediaType = MediaType.of(response);
        mediaType.ifPresent(info::mediaType);
        if (mediaType.filter(MediaType::isPage).isPresent()) {
            info.kind(ImageInfo.Kind.LISTING)
                    .note("the origin answers with a page (" + mediaType.get() + "), perhaps a listing or an error");
        }
        addRedirect(reference, response, info);
        return info.build();
    }

    /** Adds the version that the response promises; none if the bytes are not those of the origin. */
    private static void addVersion(
            ImageReference reference, HttpResponse response, OptionalLong size, boolean coded, ImageInfo.Builder info) {
        if (ExpectedStatus.isTransformed(response)) {
            info.note("a proxy changed the origin's response (status " + response.status() + ")");
        } else if (!coded) {
            Versions.of(reference, response, size)
                    .ifPresent(version -> info.version(version).versionByDate(Versions.isByDate(version)));
        }
    }

    /** Returns the facts of a folder whose listing is forbidden. */
    static ImageInfo ofForbiddenFolder(ImageReference reference, HttpResponse response) {
        ImageInfo.Builder info = ImageInfo.builder()
                .kind(ImageInfo.Kind.LISTING)
                .note("the origin denies access to this folder (status 403): images in it may still be available");
        addRedirect(reference, response, info);
        return info.build();
    }

    private static void addRedirect(ImageReference reference, HttpResponse response, ImageInfo.Builder info) {
        ImageReference finalReference = response.finalReference();
        if (finalReference.equals(reference)) {
            return;
        }
        info.finalReference(finalReference).scope(response.scope());
        if (reference.scheme().equals("https") && !finalReference.scheme().equals("https")) {
            info.note("the request was redirected from https to " + finalReference.scheme()
                    + ": the transfer is not protected");
        }
    }
}
