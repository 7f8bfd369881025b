// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.place;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.destination.LocalFileErrors;
import io.ingot.fetch.internal.destination.StagedName;
import io.ingot.fetch.internal.store.content.ContentFiles;
import io.ingot.fetch.internal.store.content.DigestReader;
import io.ingot.fetch.internal.store.content.PlacedOwnership;
import io.ingot.fetch.internal.store.content.SoundContent;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.lock.StoreLocks;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.fetch.internal.store.space.FreeSpace;
import io.ingot.fetch.internal.store.space.SpaceReservation;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a held content to a destination, in one step. A way that fails for whatever reason is followed by the next one; what
 * the copy says, which is the last, is final.
 */
public final class Placing {
    private static final Logger LOG = LoggerFactory.getLogger(Placing.class);

    private final StoreLayout folder;
    private final StoreDisk disk;
    private final StoreLocks locks;
    private final ContentFiles contents;
    private final FreeSpace room;
    private final Cloning cloning;

    /** @param type of the store's file system */
    public Placing(StoreFolder store, ContentFiles contents, FreeSpace room, String type) {
        this.folder = store.layout();
        this.disk = store.disk();
        this.locks = store.locks();
        this.contents = contents;
        this.room = room;
        this.cloning = new Cloning(type);
    }

    /** Whether a destination lies on the store's file system, and one of the ways shares its blocks. */
    public boolean shares(FetchDestination destination, PlacementTerms terms) throws ImageException {
        boolean mayClone = terms.ways().contains(PlacementMethod.CLONE) && cloning.possible();
        boolean mayLink =
                terms.ways().contains(PlacementMethod.LINK) && terms.ownership().linkable();
        if (!mayClone && !mayLink) {
            return false;
        }
        Cloning.Pair devices = devices(destination);
        return near(devices) && (mayLink || cloning.possible(devices));
    }

    /** Whether a destination lies on the store's file system. */
    public boolean near(FetchDestination destination) throws ImageException {
        return near(devices(destination));
    }

    private static boolean near(Cloning.Pair devices) {
        return devices.from().equals(devices.to());
    }

    private Cloning.Pair devices(FetchDestination destination) throws ImageException {
        try {
            return new Cloning.Pair(device(folder.images()), device(destination.folder()));
        } catch (IOException e) {
            throw LocalFileErrors.failed("looking at", destination.folder(), e);
        }
    }

    /**
     * Places a content that was just checked, in the first way that works.
     *
     * @param terms how it may come there
     * @param hold the content's lock; given back early where bytes are copied
     * @return how; absent if the content was damaged meanwhile
     */
    public Optional<PlacementMethod> place(
            SoundContent sound, FetchDestination destination, PlacementTerms terms, HeldLock hold, Call call)
            throws IOException {
        for (PlacementMethod way : terms.ways()) {
            boolean done = switch (way) {
                case CLONE -> cloned(sound, destination, terms, call);
                case LINK -> linked(sound, destination, terms);
                case COPY -> copied(sound, destination, terms, hold, call);
            };
            if (done) {
                return Optional.of(way);
            }
        }
        return Optional.empty();
    }

    private boolean cloned(SoundContent sound, FetchDestination destination, PlacementTerms terms, Call call)
            throws IOException {
        if (!cloning.possible()) {
            return false;
        }
        Cloning.Pair devices = devices(destination);
        if (!near(devices) || !cloning.possible(devices)) {
            return false;
        }
        Path image = image(sound);
        try (StagedName incoming = StagedName.at(destination)) {
            if (!cloning.clone(image, incoming.path(), devices, call)) {
                return false;
            }
            terms.ownership().give(incoming.path());
            land(incoming, terms);
        } catch (IOException e) {
            call.check();
            LOG.info("{} is not cloned: {}", image, ImageException.reason(e));
            return false;
        }
        contents.used(sound, sound.more());
        return true;
    }

    private boolean linked(SoundContent sound, FetchDestination destination, PlacementTerms terms)
            throws ImageException {
        if (!terms.ownership().linkable() || !near(destination)) {
            return false;
        }
        Path image = image(sound);
        try {
            if (!fits(image, terms.ownership())) {
                return false;
            }
            destination.link(name -> disk.link(name, image));
        } catch (IOException e) {
            LOG.info("{} is copied, because it cannot be hard-linked: {}", image, ImageException.reason(e));
            return false;
        }
        if (terms.landing()) {
            destination.force();
        }
        contents.used(sound, sound.more());
        return true;
    }

    private static void land(StagedName incoming, PlacementTerms terms) throws ImageException {
        if (terms.landing()) {
            incoming.publishDurably();
        } else {
            incoming.publish();
        }
    }

    private Path image(SoundContent sound) {
        return folder.image(sound.entry().sha256());
    }

    /** Whether the held file is what is wanted at a destination; it is made that while no node has a link to it. */
    private boolean fits(Path image, PlacedOwnership ownership) throws IOException {
        Optional<FileState> state = disk.state(image);
        if (state.isEmpty() || ownership.equal(image, state.get())) {
            return state.isPresent();
        }
        if (state.get().links() > 1) {
            LOG.info("{} is copied: its mode or owner are other ones than configured, and nodes use it", image);
            return false;
        }
        ownership.hold(image);
        Optional<FileState> now = disk.state(image);
        return now.isPresent() && ownership.equal(image, now.get());
    }

    private boolean copied(
            SoundContent sound, FetchDestination destination, PlacementTerms terms, HeldLock hold, Call call)
            throws IOException {
        try (StagedName incoming = StagedName.at(destination)) {
            boolean right = copied(sound, destination, incoming.path(), terms, hold, call);
            if (right) {
                land(incoming, terms);
            }
            return right;
        }
    }

    /**
     * A copy, made without the lock: others may hand the content out, and drop it. So it is looked at again afterwards; a
     * copy of what is no longer there is read back.
     *
     * @return whether it is a copy of the right bytes
     */
    private boolean copied(
            SoundContent sound,
            FetchDestination destination,
            Path target,
            PlacementTerms terms,
            HeldLock hold,
            Call call)
            throws IOException {
        String sha256 = sound.entry().sha256();
        try (FileChannel source = disk.open(image(sound));
                SpaceReservation kept = room(sound.entry().size(), destination, terms, call)) {
            contents.used(sound, sound.more());
            hold.close();
            copy(source, target, destination, terms.ownership(), call);
        }
        try (HeldLock checking = locks.content(sha256, call)) {
            Optional<SoundContent> still = contents.check(sha256, call);
            if (still.isPresent() && still.get().state().sameFile(sound.state())) {
                return true;
            }
        }
        try (FileChannel copy = disk.open(target)) {
            return DigestReader.digests(copy, List.of("sha256"), call).contains(new Checksum("sha256", sha256));
        }
    }

    /**
     * Room for a copy; that of a landing was promised to its transfer before. Where the store cannot record a promise, the
     * room is looked at, which is all that can be done.
     */
    private SpaceReservation room(long bytes, FetchDestination destination, PlacementTerms terms, Call call)
            throws IOException {
        if (contents.writable() && near(destination)) {
            return terms.landing() ? SpaceReservation.NONE : promised(bytes, destination, call);
        }
        destination.requireSpace(bytes);
        return SpaceReservation.NONE;
    }

    private SpaceReservation promised(long bytes, FetchDestination destination, Call call) throws IOException {
        try {
            return room.forCopy(bytes, call);
        } catch (IOException e) {
            call.check();
            if (e instanceof ImageException known && known.code() == ErrorCode.INSUFFICIENT_SPACE) {
                throw known;
            }
            LOG.info("no room is promised to the copy at {}: {}", destination, ImageException.reason(e));
            destination.requireSpace(bytes);
            return SpaceReservation.NONE;
        }
    }

    private static void copy(
            FileChannel source, Path target, FetchDestination destination, PlacedOwnership ownership, Call call)
            throws IOException {
        try {
            Copying.copy(source, target, call);
            ownership.give(target);
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(destination.folder(), destination.path(), e);
        }
    }

    private static Object device(Path folder) throws IOException {
        return Files.getAttribute(folder, "unix:dev");
    }
}
