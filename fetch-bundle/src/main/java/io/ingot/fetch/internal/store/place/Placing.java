// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.place;

import io.ingot.fetch.internal.landing.Destination;
import io.ingot.fetch.internal.landing.Incoming;
import io.ingot.fetch.internal.landing.LocalErrors;
import io.ingot.fetch.internal.store.Reservation;
import io.ingot.fetch.internal.store.Way;
import io.ingot.fetch.internal.store.content.Contents;
import io.ingot.fetch.internal.store.content.Reading;
import io.ingot.fetch.internal.store.content.Sound;
import io.ingot.fetch.internal.store.disk.Disk;
import io.ingot.fetch.internal.store.disk.FileState;
import io.ingot.fetch.internal.store.disk.Folder;
import io.ingot.fetch.internal.store.lock.Hold;
import io.ingot.fetch.internal.store.lock.Locks;
import io.ingot.fetch.internal.store.space.Room;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a held content to a destination: under a hidden name first, then in one step. */
public final class Placing {
    private static final Logger LOG = LoggerFactory.getLogger(Placing.class);

    private final Folder folder;
    private final Disk disk;
    private final Locks locks;
    private final Contents contents;
    private final Room room;
    private final Cloning cloning;

    /** @param type of the store's file system */
    public Placing(Folder folder, Disk disk, Locks locks, Contents contents, Room room, String type) {
        this.folder = folder;
        this.disk = disk;
        this.locks = locks;
        this.contents = contents;
        this.room = room;
        this.cloning = new Cloning(type);
    }

    /** Whether a destination lies on the store's file system, and one of these ways shares its blocks. */
    public boolean shares(Destination destination, List<Way> ways, Ownership ownership) throws ImageException {
        boolean byClone = ways.contains(Way.CLONE) && cloning.possible();
        boolean byLink = ways.contains(Way.LINK) && ownership.linkable();
        return (byClone || byLink) && near(destination);
    }

    /** Whether a destination lies on the store's file system. */
    public boolean near(Destination destination) throws ImageException {
        try {
            return device(destination.folder()).equals(device(folder.images()));
        } catch (IOException e) {
            throw LocalErrors.failed("looking at", destination.folder(), e);
        }
    }

    /**
     * Places a content that was just checked.
     *
     * @param terms how it may come there
     * @param hold the content's lock; given back early where bytes are copied
     * @return how; absent if the content was damaged meanwhile
     */
    public Optional<Way> place(Sound sound, Destination destination, Terms terms, Hold hold, Call call)
            throws IOException {
        try (Incoming incoming = Incoming.at(destination)) {
            for (Way way : terms.ways()) {
                boolean done = way == Way.COPY
                        ? copied(sound, destination, incoming.path(), terms, hold, call)
                        : shared(way, sound, destination, incoming.path(), terms.ownership(), call);
                if (done) {
                    return landed(way, sound, incoming, terms);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Way> landed(Way way, Sound sound, Incoming incoming, Terms terms) throws ImageException {
        if (terms.landing()) {
            incoming.landDurably();
        } else {
            incoming.land();
        }
        if (way != Way.COPY) {
            contents.used(sound, sound.more());
        }
        return Optional.of(way);
    }

    /** Whether there is a file now that shares the content's blocks. */
    private boolean shared(Way way, Sound sound, Destination destination, Path target, Ownership ownership, Call call)
            throws IOException {
        if (!near(destination)) {
            return false;
        }
        Path image = folder.image(sound.entry().sha256());
        return way == Way.CLONE
                ? cloning.possible() && cloned(image, target, ownership, call)
                : ownership.linkable() && linked(image, target, ownership);
    }

    private boolean cloned(Path image, Path target, Ownership ownership, Call call) throws IOException {
        if (!cloning.clone(image, target, call)) {
            return false;
        }
        ownership.give(target);
        return true;
    }

    private boolean linked(Path image, Path target, Ownership ownership) {
        try {
            if (!fits(image, ownership)) {
                return false;
            }
            disk.link(target, image);
            return true;
        } catch (IOException e) {
            LOG.info("{} is copied, because it cannot be hard-linked: {}", image, LocalErrors.reason(e));
            return false;
        }
    }

    /** Whether the held file is what is wanted at a destination; it is made that while no node has a link to it. */
    private boolean fits(Path image, Ownership ownership) throws IOException {
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

    /**
     * A copy, made without the lock: others may hand the content out, and drop it. So it is looked at again afterwards; a
     * copy of what is no longer there is read back.
     *
     * @return whether it is a copy of the right bytes
     */
    private boolean copied(Sound sound, Destination destination, Path target, Terms terms, Hold hold, Call call)
            throws IOException {
        String sha256 = sound.entry().sha256();
        try (FileChannel source = disk.open(folder.image(sha256));
                Reservation kept = room(sound.entry().size(), destination, terms, call)) {
            contents.used(sound, sound.more());
            hold.close();
            copy(source, target, destination, terms.ownership(), call);
        }
        try (Hold checking = locks.content(sha256, call)) {
            Optional<Sound> still = contents.check(sha256, call);
            if (still.isPresent() && still.get().state().sameFile(sound.state())) {
                return true;
            }
        }
        try (FileChannel copy = disk.open(target)) {
            return Reading.digests(copy, List.of("sha256"), call).contains(new Checksum("sha256", sha256));
        }
    }

    /** Room for a copy; that of a landing was promised to its transfer before. */
    private Reservation room(long bytes, Destination destination, Terms terms, Call call) throws IOException {
        if (near(destination)) {
            return terms.landing() ? Reservation.NONE : room.forCopy(bytes, call);
        }
        destination.requireSpace(bytes);
        return Reservation.NONE;
    }

    private static void copy(FileChannel source, Path target, Destination destination, Ownership ownership, Call call)
            throws IOException {
        try {
            Copying.copy(source, target, call);
            ownership.give(target);
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw LocalErrors.writing(destination.folder(), destination.path(), e);
        }
    }

    private static Object device(Path folder) throws IOException {
        return Files.getAttribute(folder, "unix:dev");
    }
}
