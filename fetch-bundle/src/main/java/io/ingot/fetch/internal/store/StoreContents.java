// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.store.content.ContentCommit;
import io.ingot.fetch.internal.store.content.ContentFiles;
import io.ingot.fetch.internal.store.content.FileCondition;
import io.ingot.fetch.internal.store.content.NewContent;
import io.ingot.fetch.internal.store.content.SoundContent;
import io.ingot.fetch.internal.store.evict.Inventory;
import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.place.Placing;
import io.ingot.fetch.internal.store.record.ContentRecord;
import io.ingot.fetch.internal.store.record.ReferenceRecord;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.store.ImageStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The contents of a store: how they are found, checked, added and placed. See {@link Store} for errors and threads. */
public final class StoreContents {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(StoreContents.class);

    private final StoreFolder folder;
    private final CurrentRules rules;
    private final Inventory inventory;
    private final ContentFiles contents;
    private final ContentCommit committer;
    private final Placing placing;
    private final UnnamedContents unnamed;

    StoreContents(StoreFolder folder, CurrentRules rules, Inventory inventory, ContentFiles contents, Placing placing) {
        this.folder = folder;
        this.rules = rules;
        this.inventory = inventory;
        this.contents = contents;
        this.committer = new ContentCommit(folder, contents);
        this.placing = placing;
        this.unnamed = new UnnamedContents(folder, inventory, contents);
    }

    /** What is recorded under one of the keys of {@link ContentNames}. Looks at no content. */
    public Optional<RecordedReference> reference(String key) throws ImageException {
        try {
            return folder.records()
                    .reference(key)
                    .map(known -> new RecordedReference(known.sha256(), known.info(), known.open()));
        } catch (IOException e) {
            throw folder.reading(e);
        }
    }

    /** What is recorded of a content that is held. Reads no image, and lists no folder. */
    public Optional<RecordedContent> contentRecord(String sha256) throws ImageException {
        try {
            Optional<ContentRecord> entry = inventory.entry(sha256);
            return entry.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new RecordedContent(
                            sha256,
                            entry.get().size(),
                            inventory.digests(entry.get()),
                            entry.get().added()));
        } catch (IOException e) {
            throw folder.reading(e);
        }
    }

    /**
     * Checks a content before it is handed out: its size and times are those recorded, or explained by links that were made
     * and removed; otherwise it is read anew, which takes time. A damaged content is dropped.
     *
     * @param sha256 64 hexadecimal digits
     */
    public Optional<StoredContent> find(String sha256, Call call) throws ImageException {
        try (HeldLock content = folder.locks().content(sha256, call)) {
            return contents.check(sha256, call).map(this::find);
        } catch (IOException e) {
            throw folder.reading(e);
        }
    }

    /** The condition of a recorded content. Reads no image, and changes nothing. */
    public FileCondition condition(String sha256, Call call) throws ImageException {
        try (HeldLock content = folder.locks().content(sha256, call)) {
            return contents.condition(sha256);
        } catch (IOException e) {
            throw folder.reading(e);
        }
    }

    /**
     * Adds digests by these algorithms to a content: those that are not recorded are computed from the file, and recorded.
     *
     * @return absent if the content has been dropped meanwhile, or is damaged
     */
    public Optional<StoredContent> withDigests(StoredContent held, List<String> algorithms, Call call)
            throws ImageException {
        try (HeldLock content = folder.locks().content(held.sha256(), call)) {
            Optional<SoundContent> sound = contents.still(held.found(), call);
            return sound.isEmpty()
                    ? Optional.empty()
                    : contents.digested(sound.get(), algorithms, call).map(this::find);
        } catch (IOException e) {
            throw folder.reading(e);
        }
    }

    /**
     * Adds a complete image to the store, records its names, and places it durably at a destination before it can be dropped
     * again. The part is gone afterwards: it has become the content, or the content was held already. A crash leaves the part
     * or the content. If only the placement fails, the content is held.
     */
    public PlacedContent commit(
            TransferLock turn,
            CompletePart whole,
            ContentNames names,
            ImageInfo info,
            FetchDestination destination,
            Call call)
            throws ImageException {
        Set<String> before = Set.of();
        try (HeldLock content = folder.locks().content(whole.sha256(), call)) {
            ContentCommit.Outcome outcome = committer.take(arrival(whole, names, info), rules.ownership(), call);
            before = outcome.namedBefore();
            turn.discard();
            return placing.place(outcome.content(), destination, rules.terms(true), content, call)
                    .map(way -> new PlacedContent(find(outcome.content()), way))
                    .orElseThrow(() -> damaged(whole.sha256()));
        } catch (IOException e) {
            throw folder.writing(e);
        } finally {
            unnamed.dropUnused(before, call);
        }
    }

    /**
     * Places a content at a destination in one step: by clone, link or copy. Forces nothing to disk but the bytes of a copy.
     *
     * @return absent if the content has been dropped meanwhile, or is damaged
     */
    public Optional<PlacedContent> place(StoredContent held, FetchDestination destination, Call call)
            throws ImageException {
        try (HeldLock content = folder.locks().content(held.sha256(), call)) {
            Optional<SoundContent> sound = contents.still(held.found(), call);
            if (sound.isEmpty()) {
                return Optional.empty();
            }
            return placing.place(sound.get(), destination, rules.terms(false), content, call)
                    .map(way -> new PlacedContent(find(sound.get()), way));
        } catch (IOException e) {
            throw folder.writing(e);
        }
    }

    /** See {@link ImageStore#changeNames}. A content whose lock is not free soon is read anew before its next hit. */
    public void changeNames(String sha256, ImageStore.NameChange change) throws IOException {
        try (HeldLock content = soon(sha256).orElse(null)) {
            if (content == null) {
                change.make();
            } else {
                contents.changeNames(sha256, change);
            }
        }
    }

    private Optional<HeldLock> soon(String sha256) {
        try (Call brief = Call.within(LONGEST_WAIT)) {
            return Optional.of(folder.locks().content(sha256, brief));
        } catch (ImageException e) {
            LOG.info("{} is renamed without a record of it, and may be read anew: {}", sha256, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Records further names of a held content; a record that exists already is not written again. A content that the names
     * led to before is dropped if no other reference names it and nothing uses it.
     */
    public void recordNames(ContentNames names, StoredContent held, ImageInfo info, Call call) throws ImageException {
        folder.requireWritable();
        Set<String> before = Set.of();
        try (HeldLock content = folder.locks().content(held.sha256(), call)) {
            if (folder.disk().state(held.path()).isPresent()) {
                before = committer.name(references(names, held.sha256(), info), call);
            }
        } catch (IOException e) {
            throw folder.writing(e);
        } finally {
            unnamed.dropUnused(before, call);
        }
    }

    private StoredContent find(SoundContent sound) {
        String sha256 = sound.entry().sha256();
        return new StoredContent(folder.layout().image(sha256), sound);
    }

    private NewContent arrival(CompletePart whole, ContentNames names, ImageInfo info) {
        Instant now = folder.clock().instant();
        ContentRecord entry = new ContentRecord(whole.sha256(), whole.size(), whole.digests(), now);
        return new NewContent(whole.part(), entry, references(names, whole.sha256(), info));
    }

    private List<ReferenceRecord> references(ContentNames names, String sha256, ImageInfo info) {
        Instant now = folder.clock().instant();
        List<ReferenceRecord> references = new ArrayList<>();
        String shown = names.displayReference();
        String mark = names.referenceMark();
        boolean open = names.anonymous();
        references.add(new ReferenceRecord(names.referenceKey(), sha256, shown, mark, false, open, info, now));
        for (String key : names.furtherKeys()) {
            references.add(new ReferenceRecord(key, sha256, shown, mark, true, open, info, now));
        }
        return references;
    }

    private static ImageException damaged(String sha256) {
        return new ImageException(
                ErrorCode.STORE_DAMAGED, "the content " + sha256 + " was written to while it was placed");
    }
}
