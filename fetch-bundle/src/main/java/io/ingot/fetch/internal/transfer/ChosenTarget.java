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

/** The target of one transfer, chosen when the first bytes are about to come. Used by one thread. */
final class ChosenTarget implements AutoCloseable {
    private final TargetSelector selector;
    private final Executor lanes;
    private @Nullable Target target;
    private boolean keeps;

    /** @param lanes threads that write what has come to the disk */
    ChosenTarget(TargetSelector selector, Executor lanes) {
        this.selector = selector;
        this.lanes = lanes;
    }

    /** Whether its bytes may be kept. */
    boolean keeps() {
        return keeps;
    }

    /** Leaves the target, so that another is chosen for the next bytes. */
    void leave() {
        close();
        target = null;
        keeps = false;
    }

    /** Asks for the room of the bytes that are still to come. */
    void reserve(ResolvedSource source, long bytes) throws ImageException {
        of(source).reserve(bytes);
    }

    /** The part for the image. */
    Part part(ResolvedSource source) throws ImageException {
        return flowing(of(source).part());
    }

    /** The part for the other form of a coded body. */
    Part spare(ResolvedSource source) throws ImageException {
        return flowing(of(source).spare());
    }

    /**
     * Makes the image of a part.
     *
     * @param versioned whether the version that is shown says which bytes these are: it does not say which form of a coded
     *     body, or which mixture, a checksum chose; only a checksum finds these again
     */
    VerifiedImage land(ResolvedSource source, Part part, VerifiedImage image, boolean versioned, Watchdog.Watch watch)
            throws IOException {
        watch.call().check();
        ImageInfo info = versioned ? source.asked() : unversioned(source.asked());
        return LocalWork.locally(() -> {
            part.length(image.size());
            of(source).publish(part, image.digests(), info);
            return image;
        });
    }

    @Override
    public void close() {
        if (target != null) {
            target.close();
        }
    }

    private Target of(ResolvedSource source) throws ImageException {
        Target chosen = target;
        if (chosen == null) {
            chosen = selector.choose(source);
            target = chosen;
            keeps = source.mayBeKept();
        }
        return chosen;
    }

    /** What goes to the disk at once has not to be waited for at the end. */
    private Part flowing(Part part) {
        part.writeBack(lanes);
        return part;
    }

    private static ImageInfo unversioned(ImageInfo info) {
        return ImageInfo.builder()
                .kind(info.kind())
                .cacheable(info.cacheable())
                .checksums(info.checksums())
                .build();
    }
}
