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

/**
 * The position among the locations of one reference: the requested one, or a location of another cursor that is a
 * catalogue itself.
 */
final class LocationCursor {
    private static final Logger LOG = LoggerFactory.getLogger(LocationCursor.class);
    private static final int CHANGES_TOLERATED = 3;

    private final Expectation expectation;
    private ImageInfo info;
    private ImageRequest request;
    private @Nullable ImageSource source;
    private int locationIndex;
    private int changes;
    private boolean renewed;
    private boolean hasProgress;

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

    /** Replaces the version that is opened from now on. */
    void update(ImageInfo version) {
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
            } catch (LinkageError e) { // the resolver's bundle was stopped, and closed it
                LOG.debug("the source of {} is closed already", request.reference(), e);
            }
        }
    }

    /** Returns the index of the current location. */
    int locationIndex() {
        return locationIndex;
    }

    /** Starts at a later location. */
    void startAt(int index) {
        locationIndex = index;
    }

    void skipLocation() {
        locationIndex++;
        changes = 0;
        renewed = false;
    }

    /** Returns to the last skipped location, or to the last one of a list that has become shorter. */
    void returnToLast(int locations) {
        locationIndex = Math.max(0, Math.min(locationIndex, locations) - 1);
    }

    /** Whether there are locations after the current one, by the latest list. */
    boolean hasMoreLocations() {
        return source instanceof ImageSource.Locations list
                && locationIndex + 1 < list.locations().size();
    }

    /** Bypasses caches from now on; the locations are requested anew. */
    void bypassCaches() {
        request = request.noCache(true);
        close();
    }

    /**
     * Closes the source, so that its locations are requested anew; at most once between two times of progress.
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

    /** Records that bytes arrived: a later refusal means that the grant has expired. */
    void recordProgress() {
        renewed = false;
        hasProgress = true;
    }

    /**
     * Closes the source, so that it is opened with the operator's current credentials; at most once between two times
     * of progress.
     *
     * @return false if that was done already, no byte has arrived, or the credentials are the caller's
     */
    boolean renewCredentials() {
        boolean configured = request.credentials().isEmpty()
                && request.reference().userInfo().isEmpty();
        return configured && hasProgress && renew();
    }

    /** Counts a change of the location; returns whether it may be tried again. */
    boolean toleratesChange() {
        changes++;
        return changes <= CHANGES_TOLERATED;
    }
}
