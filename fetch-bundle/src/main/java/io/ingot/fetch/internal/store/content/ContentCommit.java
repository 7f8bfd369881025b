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
 * How a content comes in. All that is to be known of it is whole on disk before its part is renamed: that rename is the
 * one step in which it is held. A crash before it leaves the part to go on from, and records of something that is not
 * there; a crash after it leaves the content.
 */
public final class ContentCommit {
    private final StoreLayout folder;
    private final StoreDisk disk;
    private final StoreRecords records;
    private final ContentFiles contents;
    private final StoreLocks locks;

    /** For the contents of one folder. */
    public ContentCommit(StoreFolder store, ContentFiles contents) {
        this.folder = store.layout();
        this.disk = store.disk();
        this.records = store.records();
        this.contents = contents;
        this.locks = store.locks();
    }

    /**
     * Holds what has arrived, or keeps the same content that is held already. Whoever asks holds its lock.
     *
     * @param ownership of held content
     * @return the content, and what its names named before
     */
    public Outcome take(NewContent arrival, PlacedOwnership ownership, Call call) throws IOException {
        Optional<SoundContent> already = contents.check(arrival.entry().sha256(), call);
        if (already.isPresent()) {
            Set<String> before = name(arrival.references(), call);
            disk.delete(arrival.part());
            return new Outcome(learned(already.get(), arrival.entry()), before);
        }
        ownership.hold(arrival.part());
        disk.force(arrival.part());
        try (Scratch.Draft entry = records.draft(arrival.entry())) {
            entry.publish();
        }
        disk.force(folder.entries());
        Set<String> before = name(arrival.references(), call);
        disk.move(arrival.part(), folder.image(arrival.entry().sha256()));
        disk.force(folder.images());
        FileState state = disk.state(folder.image(arrival.entry().sha256()))
                .orElseThrow(() -> new IOException("what was just held has gone"));
        SoundContent sound = new SoundContent(arrival.entry(), List.of(), state);
        contents.used(sound, List.of());
        return new Outcome(sound, before);
    }

    /**
     * Records what names a content.
     *
     * @return the contents that these names named before
     */
    public Set<String> name(List<ReferenceRecord> references, Call call) throws IOException {
        Set<String> before = new HashSet<>();
        boolean any = false;
        for (ReferenceRecord reference : references) {
            try (HeldLock held = locks.reference(reference.key(), call)) {
                Optional<ReferenceRecord> known = records.reference(reference.key());
                ReferenceRecord now = known.map(reference::inPlaceOf).orElse(reference);
                if (known.isPresent() && says(known.get(), now)) {
                    continue;
                }
                known.map(ReferenceRecord::sha256)
                        .filter(sha256 -> !sha256.equals(reference.sha256()))
                        .ifPresent(before::add);
                any |= publish(now);
            }
        }
        if (any) {
            disk.force(folder.references());
        }
        return before;
    }

    private boolean publish(ReferenceRecord reference) throws IOException {
        Optional<Scratch.Draft> draft = records.draft(reference);
        if (draft.isEmpty()) {
            return false;
        }
        try (Scratch.Draft ready = draft.get()) {
            ready.publish();
        }
        return true;
    }

    private static boolean says(ReferenceRecord known, ReferenceRecord reference) {
        return known.sha256().equals(reference.sha256())
                && known.shown().equals(reference.shown())
                && known.open() == reference.open()
                && known.info().equals(reference.info());
    }

    private SoundContent learned(SoundContent sound, ContentRecord arrived) {
        List<Checksum> more = new ArrayList<>(sound.more());
        arrived.digests().stream()
                .filter(digest -> !sound.digests().contains(digest))
                .forEach(more::add);
        contents.used(sound, more);
        return new SoundContent(sound.entry(), more, sound.state());
    }

    /**
     * What came of it.
     *
     * @param content that is held now
     * @param namedBefore by the same names
     */
    public record Outcome(SoundContent content, Set<String> namedBefore) {
        /** Copies the set. */
        public Outcome {
            namedBefore = Set.copyOf(namedBefore);
        }
    }
}
