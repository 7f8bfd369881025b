// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.Store;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.Origin;
import io.ingot.image.client.FetchRequest;

/**
 * A fetch through a store, or a dry run of one.
 *
 * @param store the store
 * @param request the request of the fetch
 * @param origin the origin of its reference
 * @param destination where the image is placed
 * @param call the deadline and cancellation of the fetch
 */
public record StoreFetch(Store store, FetchRequest request, Origin origin, FetchDestination destination, Call call) {
    /** The keys of the image that its origin shows. */
    ContentNames names(ImageInfo info) {
        return ContentNames.of(request.image(), origin, info, request.checksums());
    }

    /** Whether the image can be placed without a copy. */
    boolean sharesBytes() throws ImageException {
        return store.space().canShareBlocksWith(destination);
    }

    /** Whether a copy at the destination takes space from the file system of the store. */
    boolean sharesFileSystem() throws ImageException {
        return store.space().sharesFileSystemWith(destination);
    }
}
