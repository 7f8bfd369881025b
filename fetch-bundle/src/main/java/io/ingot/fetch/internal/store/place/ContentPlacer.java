// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.place;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.destination.LocalFileErrors;
import io.ingot.fetch.internal.destination.StagedName;
import io.ingot.fetch.internal.store.content.CheckedContent;
import io.ingot.fetch.internal.store.content.ContentFiles;
import io.ingot.fetch.internal.store.content.DigestReader;
import io.ingot.fetch.internal.store.content.PlacedOwnership;
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
 * Places stored images at destinations, each in one step. If a method fails for any reason, the next one is tried; copy
 * is the last, and its failure is reported.
 */
public final class ContentPlacer {
    private static final Logger LOG = LoggerFactory.getLogger(ContentPlacer.class);

    private final StoreLayout layout;
    private final StoreDisk disk;
    private final StoreLocks locks;
    private final Pipelines pipelines;
    private final ContentFiles files;
    private final FreeSpace space;
    private final ReflinkCloner cloner;

    /** @param fileSystem the type of the store's file system */
    public ContentPlacer(StoreFolder store, ContentFiles files, FreeSpace space, String fileSystem) {
        this.layout = store.layout();
        this.disk = store.disk();
        this.locks = store.locks();
        this.pipelines = store.pipelines();
        this.files = files;
        this.space = space;
        this.cloner = new ReflinkCloner(fileSystem);
    }

    /** Returns whether an image can be cloned or linked to a destination. */
    public boolean canShareBlocks(FetchDestination destination, PlacementTerms terms) throws ImageException {
        boolean mayClone = terms.methods().contains(PlacementMethod.CLONE) && cloner.maySupport();
        boolean mayLink = terms.methods().contains(PlacementMethod.LINK)
                && terms.ownership().isLinkable();
        if (!mayClone && !mayLink) {
            return false;
        }
        ReflinkCloner.DevicePair devices = devices(destination);
        return isOnSameFileSystem(devices) && (mayLink || cloner.maySupport(devices));
    }

    /** Returns whether a destination is on the store's file system. */
    public boolean isOnSameFileSystem(FetchDestination destination) throws ImageException {
        return isOnSameFileSystem(devices(destination));
    }

    private static boolean isOnSameFileSystem(ReflinkCloner.DevicePair devices) {
        return devices.from().equals(devices.to());
    }

    private ReflinkCloner.DevicePair devices(FetchDestination destination) throws ImageException {
        try {
            return new ReflinkCloner.DevicePair(device(layout.images()), device(destination.folder()));
        } catch (IOException e) {
            throw LocalFileErrors.failed("inspecting", destination.folder(), e);
        }
    }

    /**
     * Places an image that was just checked, by the first method that works.
     *
     * @param terms the conditions of the placement
     * @param lock the lock of the image; released early if bytes are copied
     * @return the method; absent if the image was damaged meanwhile
     */
    public Optional<PlacementMethod> place(
            CheckedContent content, FetchDestination destination, PlacementTerms terms, HeldLock lock, Call call)
            throws IOException {
        for (PlacementMethod method : terms.methods()) {
            boolean done = switch (method) {
                case CLONE -> tryClone(content, destination, terms, call);
                case LINK -> tryLink(content, destination, terms);
                case COPY -> tryCopy(content, destination, terms, lock, call);
            };
            if (done) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    private boolean tryClone(CheckedContent content, FetchDestination destination, PlacementTerms terms, Call call)
            throws IOException {
        if (!cloner.maySupport()) {
            return false;
        }
        ReflinkCloner.DevicePair devices = devices(destination);
        if (!isOnSameFileSystem(devices) || !cloner.maySupport(devices)) {
            return false;
        }
        Path image = image(content);
        try (StagedName staged = StagedName.at(destination)) {
            if (!cloner.clone(image, staged.path(), devices, call)) {
                return false;
            }
            terms.ownership().applyPlaced(staged.path());
            publish(staged, terms);
        } catch (IOException e) {
            call.check();
            LOG.info("{} cannot be cloned: {}", image, ImageException.reason(e));
            return false;
        }
        files.recordUse(content, content.laterDigests());
        return true;
    }

    private boolean tryLink(CheckedContent content, FetchDestination destination, PlacementTerms terms)
            throws ImageException {
        if (!terms.ownership().isLinkable() || !isOnSameFileSystem(destination)) {
            return false;
        }
        Path image = image(content);
        try {
            if (!makeLinkable(image, terms.ownership())) {
                return false;
            }
            destination.link(name -> disk.link(name, image));
        } catch (IOException e) {
            LOG.info("{} is copied, because it cannot be hard-linked: {}", image, ImageException.reason(e));
            return false;
        }
        if (terms.durable()) {
            destination.force();
        }
        files.recordUse(content, content.laterDigests());
        return true;
    }

    private static void publish(StagedName staged, PlacementTerms terms) throws ImageException {
        if (terms.durable()) {
            staged.publishDurably();
        } else {
            staged.publish();
        }
    }

    private Path image(CheckedContent content) {
        return layout.image(content.entry().sha256());
    }

    /**
     * Gives a stored image the configured owner and mode, unless a node has a link to it; returns whether it has them.
     */
    private boolean makeLinkable(Path image, PlacedOwnership ownership) throws IOException {
        Optional<FileState> state = disk.state(image);
        if (state.isEmpty() || ownership.matches(image, state.get())) {
            return state.isPresent();
        }
        if (state.get().links() > 1) {
            LOG.info(
                    "{} is copied: its mode or owner differ from the configuration, and nodes have links to it", image);
            return false;
        }
        ownership.applyStored(image);
        Optional<FileState> now = disk.state(image);
        return now.isPresent() && ownership.matches(image, now.get());
    }

    private boolean tryCopy(
            CheckedContent content, FetchDestination destination, PlacementTerms terms, HeldLock lock, Call call)
            throws IOException {
        try (StagedName staged = StagedName.at(destination)) {
            boolean copied = tryCopy(content, destination, staged.path(), terms, lock, call);
            if (copied) {
                publish(staged, terms);
            }
            return copied;
        }
    }

    /**
     * Copies without the lock, so that others may use and drop the image meanwhile. Checks the image again afterwards;
     * if it is gone, the copy is verified instead.
     *
     * @return whether the copy has the right bytes
     */
    private boolean tryCopy(
            CheckedContent content,
            FetchDestination destination,
            Path target,
            PlacementTerms terms,
            HeldLock lock,
            Call call)
            throws IOException {
        String sha256 = content.entry().sha256();
        try (FileChannel source = disk.open(image(content));
                SpaceReservation reserved = space(content.entry().size(), destination, terms, call)) {
            files.recordUse(content, content.laterDigests());
            lock.close();
            copy(source, target, destination, terms.ownership(), call);
        }
        try (HeldLock again = locks.content(sha256, call)) {
            Optional<CheckedContent> current = files.check(sha256, call);
            if (current.isPresent() && current.get().state().isSameFile(content.state())) {
                return true;
            }
        }
        try (FileChannel copy = disk.open(target)) {
            return DigestReader.digests(copy, List.of("sha256"), pipelines, call)
                    .contains(new Checksum("sha256", sha256));
        }
    }

    /**
     * Reserves space for a copy, unless the transfer that it ends has reserved it before. On another file system, or in
     * a read-only store, only the free space can be checked.
     */
    private SpaceReservation space(long bytes, FetchDestination destination, PlacementTerms terms, Call call)
            throws IOException {
        if (files.isWritable() && isOnSameFileSystem(destination)) {
            return terms.durable() ? SpaceReservation.NONE : reserve(bytes, destination, call);
        }
        destination.requireSpace(bytes);
        return SpaceReservation.NONE;
    }

    private SpaceReservation reserve(long bytes, FetchDestination destination, Call call) throws IOException {
        try {
            return space.reserveForCopy(bytes, call);
        } catch (IOException e) {
            call.check();
            if (e instanceof ImageException known && known.code() == ErrorCode.INSUFFICIENT_SPACE) {
                throw known;
            }
            LOG.info("space for the copy at {} could not be reserved: {}", destination, ImageException.reason(e));
            destination.requireSpace(bytes);
            return SpaceReservation.NONE;
        }
    }

    private void copy(
            FileChannel source, Path target, FetchDestination destination, PlacedOwnership ownership, Call call)
            throws IOException {
        try {
            SparseCopy.copy(source, target, pipelines, call);
            ownership.applyPlaced(target);
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
