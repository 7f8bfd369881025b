// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.destination.Part;
import io.ingot.fetch.internal.destination.Target;
import io.ingot.fetch.internal.destination.TargetSelector;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The target of one transfer, chosen before its first byte is read. Not safe for concurrent use. */
final class ChosenTarget implements AutoCloseable {
    private final TargetSelector selector;
    private final Executor stageThreads;
    private @Nullable Target target;
    private boolean isCacheable;

    /** @param stageThreads force written bytes to the disk */
    ChosenTarget(TargetSelector selector, Executor stageThreads) {
        this.selector = selector;
        this.stageThreads = stageThreads;
    }

    /** Whether the bytes in the target may be cached. */
    boolean isCacheable() {
        return isCacheable;
    }

    /** Closes the target; another one is chosen for the next bytes. */
    void release() {
        close();
        target = null;
        isCacheable = false;
    }

    /** Reserves space for the bytes that are still missing. */
    void reserve(ResolvedSource source, long bytes) throws ImageException {
        target(source).reserve(bytes);
    }

    /** Returns the part for the image. */
    Part part(ResolvedSource source) throws ImageException {
        return withWriteBack(target(source).part());
    }

    /** Returns the part for the coded form of a body in a content coding. */
    Part codedPart(ResolvedSource source) throws ImageException {
        return withWriteBack(target(source).spare());
    }

    /**
     * Makes a part the image at its destination.
     *
     * @param versioned whether the version of the source names exactly these bytes. It does not name which form of a
     *     coded body, or which mixture of versions, a checksum selected; such an image is found by checksum only.
     */
    VerifiedImage commit(ResolvedSource source, Part part, VerifiedImage image, boolean versioned, Watchdog.Watch watch)
            throws IOException {
        watch.call().check();
        ImageInfo info = versioned ? source.requestedInfo() : withoutVersion(source.requestedInfo());
        return LocalWork.locally(() -> {
            part.length(image.size());
            target(source).publish(part, image.digests(), info);
            return image;
        });
    }

    @Override
    public void close() {
        if (target != null) {
            target.close();
        }
    }

    private Target target(ResolvedSource source) throws ImageException {
        Target chosen = target;
        if (chosen == null) {
            chosen = selector.choose(source);
            target = chosen;
            isCacheable = source.mayBeCached();
        }
        return chosen;
    }

    /** Starts writing the part to the disk early, so that the commit has less to wait for. */
    private Part withWriteBack(Part part) {
        part.writeBack(stageThreads);
        return part;
    }

    private static ImageInfo withoutVersion(ImageInfo info) {
        return ImageInfo.builder()
                .kind(info.kind())
                .cacheable(info.cacheable())
                .checksums(info.checksums())
                .build();
    }
}
