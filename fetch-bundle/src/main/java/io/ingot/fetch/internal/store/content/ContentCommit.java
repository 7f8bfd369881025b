// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.store.disk.Scratch;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.lock.StoreLocks;
import io.ingot.fetch.internal.store.record.ContentRecord;
import io.ingot.fetch.internal.store.record.ReferenceRecord;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.fetch.internal.store.record.StoreRecords;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Adds images to the store. All records are on disk before the part is renamed, and that rename is the single step that
 * adds the image. A crash before it leaves the part, which can be resumed, and records without an image; a crash after
 * it leaves the image.
 */
public final class ContentCommit {
    private final StoreLayout layout;
    private final StoreDisk disk;
    private final StoreRecords records;
    private final ContentFiles files;
    private final StoreLocks locks;

    /** Adds to the given folder. */
    public ContentCommit(StoreFolder store, ContentFiles files) {
        this.layout = store.layout();
        this.disk = store.disk();
        this.records = store.records();
        this.files = files;
        this.locks = store.locks();
    }

    /**
     * Adds an image, unless it is stored and intact already. The caller holds the lock of the image.
     *
     * @param ownership of stored images
     * @return the stored image, and the images that its names led to before
     */
    public Outcome commit(NewContent added, PlacedOwnership ownership, Call call) throws IOException {
        Optional<CheckedContent> stored = files.check(added.entry().sha256(), call);
        if (stored.isPresent()) {
            Set<String> before = recordReferences(added.references(), call);
            disk.delete(added.part());
            return new Outcome(withDigests(stored.get(), added.entry()), before);
        }
        ownership.applyStored(added.part());
        disk.force(added.part());
        try (Scratch.Draft entry = records.draft(added.entry())) {
            entry.publish();
        }
        disk.force(layout.entries());
        Set<String> before = recordReferences(added.references(), call);
        disk.move(added.part(), layout.image(added.entry().sha256()));
        disk.force(layout.images());
        FileState state = disk.state(layout.image(added.entry().sha256()))
                .orElseThrow(() -> new IOException("the image was deleted while it was added"));
        CheckedContent content = new CheckedContent(added.entry(), List.of(), state);
        files.recordUse(content, List.of());
        return new Outcome(content, before);
    }

    /**
     * Records the references of an image.
     *
     * @return the SHA-256 of other images that these references led to before
     */
    public Set<String> recordReferences(List<ReferenceRecord> references, Call call) throws IOException {
        Set<String> before = new HashSet<>();
        boolean written = false;
        for (ReferenceRecord reference : references) {
            try (HeldLock lock = locks.reference(reference.key(), call)) {
                Optional<ReferenceRecord> known = records.reference(reference.key());
                ReferenceRecord now = known.map(reference::replacing).orElse(reference);
                if (known.isPresent() && sameFacts(known.get(), now)) {
                    continue;
                }
                known.map(ReferenceRecord::sha256)
                        .filter(sha256 -> !sha256.equals(reference.sha256()))
                        .ifPresent(before::add);
                written |= publish(now);
            }
        }
        if (written) {
            disk.force(layout.references());
        }
        return before;
    }

    private boolean publish(ReferenceRecord reference) throws IOException {
        Optional<Scratch.Draft> draft = records.draft(reference);
        if (draft.isEmpty()) {
            return false;
        }
        try (Scratch.Draft complete = draft.get()) {
            complete.publish();
        }
        return true;
    }

    private static boolean sameFacts(ReferenceRecord known, ReferenceRecord reference) {
        return known.sha256().equals(reference.sha256())
                && known.displayReference().equals(reference.displayReference())
                && known.anonymous() == reference.anonymous()
                && known.info().equals(reference.info());
    }

    private CheckedContent withDigests(CheckedContent content, ContentRecord added) {
        List<Checksum> more = new ArrayList<>(content.laterDigests());
        added.digests().stream()
                .filter(digest -> !content.digests().contains(digest))
                .forEach(more::add);
        files.recordUse(content, more);
        return new CheckedContent(content.entry(), more, content.state());
    }

    /**
     * The result of {@link #commit}.
     *
     * @param content the stored image
     * @param previouslyNamed the images that the same names led to before
     */
    public record Outcome(CheckedContent content, Set<String> previouslyNamed) {
        /** Copies the set. */
        public Outcome {
            previouslyNamed = Set.copyOf(previouslyNamed);
        }
    }
}
