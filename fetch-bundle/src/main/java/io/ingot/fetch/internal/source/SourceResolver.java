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
 * The way from one reference to its bytes: straight, or over the locations of catalogues, at most three deep, best
 * first. It remembers which location is in use and which ones failed, and with what. Used by one thread at a time.
 *
 * <p>A location that is refused as NOT_AUTHORIZED or NOT_FOUND has a grant that expired: its catalogue is asked once
 * more, then the location is passed over. One that contradicts its catalogue, or fails otherwise, is passed over at
 * once. Where there is no catalogue, and the operator's credentials are refused after bytes came, they are read once more.
 */
public final class SourceResolver implements AutoCloseable {
    private static final int DEEPEST = 3;
    private static final int MOST_FAILURES = 64;

    private final ResolverHolder door;
    private final Expectation wanted;
    private final InstantSource clock;
    private final Deque<LocationCursor> levels = new ArrayDeque<>(); // the deepest first
    private final Deque<Integer> triedBefore =
            new ArrayDeque<>(); // of catalogues below the reference, the deepest last
    private final List<String> failures = new ArrayList<>();
    private ImageRequest request;
    private ImageInfo shown;
    private @Nullable ImageException last;
    private @Nullable ImageException exhausted;
    private boolean mayPass;
    private boolean mayReturn;

    /**
     * A way that has not been gone.
     *
     * @param shown what {@link io.ingot.image.engine.ImageSources#show} said of the request
     * @param wanted what the caller wants
     */
    public SourceResolver(
            ResolverHolder door, ImageRequest request, ImageInfo shown, Expectation wanted, InstantSource clock) {
        this.door = door;
        this.request = request;
        this.shown = shown;
        this.wanted = wanted;
        this.clock = clock;
    }

    /** The reference asked for. */
    public ImageReference reference() {
        return request.reference();
    }

    /** What is known of the reference asked for. */
    public ImageInfo shown() {
        return shown;
    }

    /** Asks what the reference is now, after a change, and begins there again. */
    public ImageInfo showAgain(AttemptLimits limits, Call call) throws ImageException {
        restart();
        shown = door.show(request, limits, call);
        return shown;
    }

    /**
     * Opens what the bytes are read from; what is open stays so.
     *
     * @throws ImageException what the service of the reference says; or, when no location is left, the error of the
     *     last one tried, with all of them in its details
     */
    public ResolvedSource open(AttemptLimits limits, Call call) throws ImageException {
        if (levels.isEmpty()) {
            levels.push(new LocationCursor(request, shown, wanted.and(shown, reference())));
        }
        while (true) {
            LocationCursor level = levels.element();
            try {
                ImageSource source = level.open(door.services(), limits, call);
                if (source instanceof ImageSource.Bytes bytes) {
                    return new ResolvedSource(
                            shown, level.request().reference(), level.info(), bytes, level.expectation());
                }
                descend(level, ((ImageSource.Locations) source).locations(), limits, call);
            } catch (ImageException e) {
                EndOfCall.check(call, e);
                if (levels.size() == 1) {
                    throw e;
                }
                leaveLocation(e);
            }
        }
    }

    /**
     * Hears what the origin says of the image together with the bytes of the leaf: that counts, whatever was shown.
     *
     * @return the leaf as it is now
     * @throws ImageException if that cannot be the image of the catalogue above
     */
    public ResolvedSource found(ImageInfo told, AttemptLimits limits, Call call) throws ImageException {
        LocationCursor level = levels.element();
        if (atLocation()) {
            ImageReference location = level.request().reference();
            LocationMismatch.check(location, told, shown);
            LocationMismatch.check(location, told, catalogueOfLeaf().info());
        } else {
            shown = told;
        }
        level.is(told);
        if (level.open(door.services(), limits, call) instanceof ImageSource.Bytes bytes) {
            return new ResolvedSource(shown, level.request().reference(), told, bytes, level.expectation());
        }
        throw ImageException.versionChange(
                level.request().reference() + " lies elsewhere now: its service names locations");
    }

    /** The bundle whose service reads the bytes, with its version, if that is known. */
    public Optional<String> service() {
        return door.service(levels.element().request().reference().scheme());
    }

    /** Whether the bytes come from a location of a catalogue. */
    public boolean atLocation() {
        return levels.size() > 1;
    }

    /** The same error, which the leaf in use has thrown, said to be that of a location, and of which reference, if it is. */
    public ImageException located(ImageException e) {
        return atLocation() ? named(path(), e) : e;
    }

    /** Has the source in use opened anew by the next {@link #open}. */
    public void reopen() {
        if (!levels.isEmpty()) {
            levels.element().close();
        }
    }

    /** Whether there is a location yet to try behind the one in use, at any level. */
    public boolean hasFurther() {
        return levels.stream().anyMatch(LocationCursor::hasFurther);
    }

    /**
     * Hears that reading from the leaf failed.
     *
     * @param progress whether new bytes came from it first
     * @return whether there is something else to try at once
     */
    public boolean failed(ImageException e, boolean progress) {
        if (!atLocation()) {
            if (progress) {
                levels.element().bytesCame();
            }
            if (e.code() == ErrorCode.UNAVAILABLE) {
                levels.element().close();
            }
            return e.code() == ErrorCode.NOT_AUTHORIZED && levels.element().renewCredentials();
        }
        if (progress) {
            catalogueOfLeaf().bytesCame();
        }
        if (progress && e.retryable() && !e.isVersionChange()) {
            levels.element().close();
            return false;
        }
        leaveLocation(e);
        return true;
    }

    /**
     * Hears that the bytes are not those expected: from now on no cache on the way may answer, for a list of locations
     * neither. Another location may have the right ones, too.
     *
     * @return false if no cache was asked this time: there is nothing else to try
     */
    public boolean mismatched(ImageException e) {
        if (request.noCache()) {
            return false;
        }
        request = request.noCache(true);
        if (atLocation()) {
            mayReturn = true;
            leaveLocation(e);
            leaveToReference();
        } else {
            close();
        }
        return true;
    }

    /** Keeps in mind how far each catalogue below the reference was tried, and asks the reference for locations again. */
    private void leaveToReference() {
        triedBefore.clear();
        while (atLocation()) {
            LocationCursor catalogue = levels.pop();
            catalogue.close();
            triedBefore.push(catalogue.location());
        }
        levels.element().goPastCaches();
    }

    /** Whether one of the locations that failed may work later. */
    public boolean mayPass() {
        return mayPass;
    }

    /** Begins at the reference again, with all its locations. */
    public void restart() {
        close();
        triedBefore.clear();
        failures.clear();
        last = null;
        mayPass = false;
    }

    @Override
    public void close() {
        levels.forEach(LocationCursor::close);
        levels.clear();
    }

    /** To the next location of a catalogue. */
    private void descend(LocationCursor catalogue, List<Location> locations, AttemptLimits limits, Call call)
            throws ImageException {
        if (catalogue.location() >= locations.size() && mayReturn) {
            mayReturn = false;
            catalogue.returnToLast(locations.size());
        }
        if (catalogue.location() >= locations.size() || failures.size() >= MOST_FAILURES) {
            throw exhausted();
        }
        Location location = locations.get(catalogue.location());
        Instant now = clock.instant();
        if (location.until().filter(until -> !now.isBefore(until)).isPresent() && catalogue.renew()) {
            return;
        }
        try {
            LocationCursor reached = reach(catalogue, location, limits, call);
            reached.startAt(triedBefore.isEmpty() ? 0 : triedBefore.pop());
            levels.push(reached);
        } catch (ImageException e) {
            triedBefore.clear();
            EndOfCall.check(call, e);
            passOver(catalogue, location.reference(), e);
        }
    }

    private LocationCursor reach(LocationCursor catalogue, Location location, AttemptLimits limits, Call call)
            throws ImageException {
        if (levels.size() > DEEPEST) {
            throw new ImageException(
                    ErrorCode.UNACCEPTABLE, location + " lies more than " + DEEPEST + " locations deep");
        }
        ImageRequest led = location.request().ledFrom(catalogue.request().ledFrom());
        ImageRequest asked = request.noCache() ? led.noCache(true) : led;
        ImageInfo info = door.show(asked, limits, call);
        LocationMismatch.check(location.reference(), info, shown);
        LocationMismatch.check(location.reference(), info, catalogue.info());
        Expectation expectation = catalogue.expectation().and(info, location.reference());
        return new LocationCursor(asked, info, expectation);
    }

    private ImageException exhausted() {
        ImageException error = last;
        ImageException thrown = error == null
                ? new ImageException(ErrorCode.TRANSFER_FAILED, "no location of " + reference() + " is left")
                : error.withDetails(failures);
        exhausted = thrown;
        return thrown;
    }

    /** {@code cat://image at http://mirror/…}: the way to the reference in use. */
    private String path() {
        List<String> names = new ArrayList<>();
        levels.descendingIterator()
                .forEachRemaining(level -> names.add(level.request().reference().toString()));
        return String.join(" at ", names);
    }

    private static ImageException named(String path, ImageException e) {
        return e.withMessage(path + ": " + e.getMessage());
    }

    private void leaveLocation(ImageException e) {
        LocationCursor left = levels.pop();
        left.close();
        passOver(levels.element(), left.request().reference(), e);
    }

    private void passOver(LocationCursor catalogue, ImageReference location, ImageException e) {
        boolean refused = e.code() == ErrorCode.NOT_AUTHORIZED || e.code() == ErrorCode.NOT_FOUND;
        if ((refused && catalogue.renew()) || (e.isVersionChange() && catalogue.toleratesChange())) {
            return;
        }
        if (e != exhausted) {
            failures.add(location + ": " + e.code() + ": " + e.getMessage());
        }
        last = e == exhausted ? e : named(path() + " at " + location, e);
        mayPass |= e.retryable();
        catalogue.passOverLocation();
    }

    private LocationCursor catalogueOfLeaf() {
        Iterator<LocationCursor> deepestFirst = levels.iterator();
        deepestFirst.next();
        return deepestFirst.next();
    }
}
