// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.source;

import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.engine.AttemptLimits;
import io.ingot.image.spi.ImageSource;
import io.ingot.image.spi.Location;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a reference to a source of bytes: its own, or that of a location. Catalogues may lead to further catalogues,
 * at most three deep; their locations are tried in order, and failures are remembered. Not safe for concurrent use.
 *
 * <p>If a location is refused as NOT_AUTHORIZED or NOT_FOUND, its grant may have expired: the catalogue is asked once
 * more before the location is skipped. A location that contradicts its catalogue, or fails otherwise, is skipped
 * immediately. If the reference itself refuses the operator's credentials after bytes arrived, the credentials are read
 * once more.
 */
public final class SourceResolver implements AutoCloseable {
    private static final int MAX_DEPTH = 3;
    private static final int MAX_FAILURES = 64;

    private final ResolverHolder resolver;
    private final Expectation expectation;
    private final InstantSource clock;
    private final Deque<LocationCursor> cursors = new ArrayDeque<>(); // deepest first
    private final Deque<Integer> resumeIndexes = new ArrayDeque<>(); // of catalogues below the reference, deepest last
    private final List<String> failures = new ArrayList<>();
    private ImageRequest request;
    private ImageInfo info;
    private @Nullable ImageException lastFailure;
    private @Nullable ImageException exhaustedFailure;
    private boolean mayWorkLater;
    private boolean mayReturn;

    /**
     * Creates a resolver that has opened nothing yet.
     *
     * @param info the facts of the requested reference, as {@link io.ingot.image.engine.ImageSources#show} returned
     *     them
     * @param expectation the caller's checksums
     */
    public SourceResolver(
            ResolverHolder resolver,
            ImageRequest request,
            ImageInfo info,
            Expectation expectation,
            InstantSource clock) {
        this.resolver = resolver;
        this.request = request;
        this.info = info;
        this.expectation = expectation;
        this.clock = clock;
    }

    /** Returns the requested reference. */
    public ImageReference reference() {
        return request.reference();
    }

    /** Returns the facts of the requested reference. */
    public ImageInfo info() {
        return info;
    }

    /** Asks for the facts of the requested reference after a change, and starts there again. */
    public ImageInfo refreshInfo(AttemptLimits limits, Call call) throws ImageException {
        restart();
        info = resolver.show(request, limits, call);
        return info;
    }

    /**
     * Opens a source of bytes, or returns the one that is open.
     *
     * @throws ImageException an error of the service of the reference; or, if no location is left, the error of the
     *     last one, with the errors of all of them in its details
     */
    public ResolvedSource open(AttemptLimits limits, Call call) throws ImageException {
        if (cursors.isEmpty()) {
            cursors.push(new LocationCursor(request, info, expectation.and(info, reference())));
        }
        while (true) {
            LocationCursor cursor = cursors.element();
            try {
                ImageSource source = cursor.open(resolver.services(), limits, call);
                if (source instanceof ImageSource.Bytes bytes) {
                    return new ResolvedSource(
                            info, cursor.request().reference(), cursor.info(), bytes, cursor.expectation());
                }
                descend(cursor, ((ImageSource.Locations) source).locations(), limits, call);
            } catch (ImageException e) {
                EndOfCall.check(call, e);
                if (cursors.size() == 1) {
                    throw e;
                }
                leaveLocation(e);
            }
        }
    }

    /**
     * Replaces the facts of the source by those that came with its bytes.
     *
     * @return the updated source
     * @throws ImageException if that cannot be the image of the catalogue
     */
    public ResolvedSource update(ImageInfo answered, AttemptLimits limits, Call call) throws ImageException {
        LocationCursor cursor = cursors.element();
        if (isAtLocation()) {
            ImageReference location = cursor.request().reference();
            LocationMismatch.check(location, answered, info);
            LocationMismatch.check(location, answered, parentCatalogue().info());
        } else {
            info = answered;
        }
        cursor.update(answered);
        if (cursor.open(resolver.services(), limits, call) instanceof ImageSource.Bytes bytes) {
            return new ResolvedSource(info, cursor.request().reference(), answered, bytes, cursor.expectation());
        }
        throw ImageException.versionChange(
                cursor.request().reference() + " has changed: its service names locations now");
    }

    /** Returns the bundle, with its version, whose service reads the bytes, if that is known. */
    public Optional<String> service() {
        return resolver.service(cursors.element().request().reference().scheme());
    }

    /** Whether the bytes come from a location of a catalogue. */
    public boolean isAtLocation() {
        return cursors.size() > 1;
    }

    /** Returns a failure of the current source with its location and the requested reference in the message. */
    public ImageException withLocation(ImageException e) {
        return isAtLocation() ? withPath(path(), e) : e;
    }

    /** Closes the current source, so that the next {@link #open} opens it anew. */
    public void reopen() {
        if (!cursors.isEmpty()) {
            cursors.element().close();
        }
    }

    /** Whether any catalogue has locations after the current one. */
    public boolean hasMoreLocations() {
        return cursors.stream().anyMatch(LocationCursor::hasMoreLocations);
    }

    /**
     * Handles a failure to read from the current source.
     *
     * @param progress whether new bytes came from it first
     * @return whether another attempt can be made immediately
     */
    public boolean handleFailure(ImageException e, boolean progress) {
        if (!isAtLocation()) {
            if (progress) {
                cursors.element().recordProgress();
            }
            if (e.code() == ErrorCode.UNAVAILABLE) {
                cursors.element().close();
            }
            return e.code() == ErrorCode.NOT_AUTHORIZED && cursors.element().renewCredentials();
        }
        if (progress) {
            parentCatalogue().recordProgress();
        }
        if (progress && e.retryable() && !e.isVersionChange()) {
            cursors.element().close();
            return false;
        }
        leaveLocation(e);
        return true;
    }

    /**
     * Handles a wrong checksum: from now on caches are bypassed, also for lists of locations. Another location may have
     * the right bytes.
     *
     * @return false if caches were bypassed already
     */
    public boolean handleMismatch(ImageException e) {
        if (request.noCache()) {
            return false;
        }
        request = request.noCache(true);
        if (isAtLocation()) {
            mayReturn = true;
            leaveLocation(e);
            returnToReference();
        } else {
            close();
        }
        return true;
    }

    /** Remembers the position in each catalogue below the requested reference, and returns to that reference. */
    private void returnToReference() {
        resumeIndexes.clear();
        while (isAtLocation()) {
            LocationCursor catalogue = cursors.pop();
            catalogue.close();
            resumeIndexes.push(catalogue.locationIndex());
        }
        cursors.element().bypassCaches();
    }

    /** Whether a location that failed may work later. */
    public boolean mayWorkLater() {
        return mayWorkLater;
    }

    /** Starts at the requested reference again, with all its locations. */
    public void restart() {
        close();
        resumeIndexes.clear();
        failures.clear();
        lastFailure = null;
        mayWorkLater = false;
    }

    @Override
    public void close() {
        cursors.forEach(LocationCursor::close);
        cursors.clear();
    }

    /** Opens the next location of a catalogue. */
    private void descend(LocationCursor catalogue, List<Location> locations, AttemptLimits limits, Call call)
            throws ImageException {
        if (catalogue.locationIndex() >= locations.size() && mayReturn) {
            mayReturn = false;
            catalogue.returnToLast(locations.size());
        }
        if (catalogue.locationIndex() >= locations.size() || failures.size() >= MAX_FAILURES) {
            throw exhaustedFailure();
        }
        Location location = locations.get(catalogue.locationIndex());
        Instant now = clock.instant();
        if (location.until().filter(until -> !now.isBefore(until)).isPresent() && catalogue.renew()) {
            return;
        }
        try {
            LocationCursor opened = openLocation(catalogue, location, limits, call);
            opened.startAt(resumeIndexes.isEmpty() ? 0 : resumeIndexes.pop());
            cursors.push(opened);
        } catch (ImageException e) {
            resumeIndexes.clear();
            EndOfCall.check(call, e);
            skip(catalogue, location.reference(), e);
        }
    }

    private LocationCursor openLocation(LocationCursor catalogue, Location location, AttemptLimits limits, Call call)
            throws ImageException {
        if (cursors.size() > MAX_DEPTH) {
            throw new ImageException(
                    ErrorCode.UNACCEPTABLE, location + " is nested more than " + MAX_DEPTH + " locations deep");
        }
        ImageRequest led = location.request().ledFrom(catalogue.request().ledFrom());
        ImageRequest locationRequest = request.noCache() ? led.noCache(true) : led;
        ImageInfo located = resolver.show(locationRequest, limits, call);
        LocationMismatch.check(location.reference(), located, info);
        LocationMismatch.check(location.reference(), located, catalogue.info());
        Expectation combined = catalogue.expectation().and(located, location.reference());
        return new LocationCursor(locationRequest, located, combined);
    }

    private ImageException exhaustedFailure() {
        ImageException error = lastFailure;
        ImageException thrown = error == null
                ? new ImageException(ErrorCode.TRANSFER_FAILED, reference() + " has no location that can be read")
                : error.withDetails(failures);
        exhaustedFailure = thrown;
        return thrown;
    }

    /** Returns the path to the current source: {@code cat://image at http://mirror/…}. */
    private String path() {
        List<String> names = new ArrayList<>();
        cursors.descendingIterator()
                .forEachRemaining(
                        cursor -> names.add(cursor.request().reference().toString()));
        return String.join(" at ", names);
    }

    private static ImageException withPath(String path, ImageException e) {
        return e.withMessage(path + ": " + e.getMessage());
    }

    private void leaveLocation(ImageException e) {
        LocationCursor previous = cursors.pop();
        previous.close();
        skip(cursors.element(), previous.request().reference(), e);
    }

    private void skip(LocationCursor catalogue, ImageReference location, ImageException e) {
        boolean refused = e.code() == ErrorCode.NOT_AUTHORIZED || e.code() == ErrorCode.NOT_FOUND;
        if ((refused && catalogue.renew()) || (e.isVersionChange() && catalogue.toleratesChange())) {
            return;
        }
        if (e != exhaustedFailure) {
            failures.add(location + ": " + e.code() + ": " + e.getMessage());
        }
        lastFailure = e == exhaustedFailure ? e : withPath(path() + " at " + location, e);
        mayWorkLater |= e.retryable();
        catalogue.skipLocation();
    }

    private LocationCursor parentCatalogue() {
        Iterator<LocationCursor> deepestFirst = cursors.iterator();
        deepestFirst.next();
        return deepestFirst.next();
    }
}
