// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.source;

import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.engine.AttemptLimits;
import io.ingot.image.engine.ImageSources;
import io.ingot.image.spi.ImageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reference on the way to the bytes: the one asked for, or a location of the level above. */
final class LocationCursor {
    private static final Logger LOG = LoggerFactory.getLogger(LocationCursor.class);
    private static final int CHANGES_TOLERATED = 3;

    private final Expectation expectation;
    private ImageInfo info;
    private ImageRequest request;
    private @Nullable ImageSource source;
    private int location;
    private int changes;
    private boolean renewed;
    private boolean came;

    LocationCursor(ImageRequest request, ImageInfo info, Expectation expectation) {
        this.request = request;
        this.info = info;
        this.expectation = expectation;
    }

    ImageRequest request() {
        return request;
    }

    ImageInfo info() {
        return info;
    }

    /** Has what is opened from now on be this version. */
    void is(ImageInfo version) {
        close();
        info = version;
    }

    Expectation expectation() {
        return expectation;
    }

    ImageSource open(ImageSources services, AttemptLimits limits, Call call) throws ImageException {
        ImageSource open = source;
        if (open == null) {
            open = services.open(request, info, limits, call);
            source = open;
        }
        return open;
    }

    void close() {
        ImageSource open = source;
        source = null;
        if (open != null) {
            try {
                open.close();
            } catch (LinkageError e) { // the door has left, and closed it
                LOG.debug("{} was closed before", request.reference(), e);
            }
        }
    }

    /** The index of the location to try now. */
    int location() {
        return location;
    }

    /** Begins with a later one. */
    void startAt(int index) {
        location = index;
    }

    void passOverLocation() {
        location++;
        changes = 0;
        renewed = false;
    }

    /** Tries the location once more that was passed over last, or the last one of a list that is shorter now. */
    void returnToLast(int locations) {
        location = Math.max(0, Math.min(location, locations) - 1);
    }

    /** Whether a location behind the one in use has not been tried yet, among those last heard of. */
    boolean hasFurther() {
        return source instanceof ImageSource.Locations elsewhere
                && location + 1 < elsewhere.locations().size();
    }

    /** From now on no cache answers; the locations are asked for anew. */
    void goPastCaches() {
        request = request.noCache(true);
        close();
    }

    /**
     * Has the source opened anew, and with it the locations asked for, once until bytes come.
     *
     * @return false if that was done already
     */
    boolean renew() {
        if (renewed) {
            return false;
        }
        renewed = true;
        close();
        return true;
    }

    /** Bytes came: the next refusal means that the grant expired. */
    void bytesCame() {
        renewed = false;
        came = true;
    }

    /**
     * Has the source opened anew, as whom the operator says now, once until bytes come.
     *
     * @return false if that was done already, no byte ever came, or the credentials are not the operator's
     */
    boolean renewCredentials() {
        boolean configured = request.credentials().isEmpty()
                && request.reference().userInfo().isEmpty();
        return configured && came && renew();
    }

    /** Whether the location may be shown again after it changed. */
    boolean toleratesChange() {
        changes++;
        return changes <= CHANGES_TOLERATED;
    }
}
