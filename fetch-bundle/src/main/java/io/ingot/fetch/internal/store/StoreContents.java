// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.store.content.CheckedContent;
import io.ingot.fetch.internal.store.content.ContentCommit;
import io.ingot.fetch.internal.store.content.ContentFiles;
import io.ingot.fetch.internal.store.content.FileCondition;
import io.ingot.fetch.internal.store.content.NewContent;
import io.ingot.fetch.internal.store.evict.Inventory;
import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.place.ContentPlacer;
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

/** The stored images: finds, checks, adds and places them. See {@link Store} for errors and threads. */
public final class StoreContents {
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(StoreContents.class);

    private final StoreFolder folder;
    private final CurrentRules rules;
    private final Inventory inventory;
    private final ContentFiles files;
    private final ContentCommit committer;
    private final ContentPlacer placer;
    private final UnreferencedContents unreferenced;

    StoreContents(
            StoreFolder folder, CurrentRules rules, Inventory inventory, ContentFiles files, ContentPlacer placer) {
        this.folder = folder;
        this.rules = rules;
        this.inventory = inventory;
        this.files = files;
        this.committer = new ContentCommit(folder, files);
        this.placer = placer;
        this.unreferenced = new UnreferencedContents(folder, inventory, files);
    }

    /** Returns what is recorded under a key of {@link ContentNames}. Checks no image. */
    public Optional<RecordedReference> reference(String key) throws ImageException {
        try {
            return folder.records()
                    .reference(key)
                    .map(record -> new RecordedReference(record.sha256(), record.info(), record.anonymous()));
        } catch (IOException e) {
            throw folder.readFailed(e);
        }
    }

    /** Returns the record of a stored image. Reads no image, and lists no folder. */
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
            throw folder.readFailed(e);
        }
    }

    /**
     * Finds and checks an image before it is used. The image is intact if its size and times are as recorded, or differ
     * only because links were added or removed; otherwise every byte is hashed again, which takes time. A damaged image
     * is dropped.
     *
     * @param sha256 64 hexadecimal digits
     * @return absent if the image is not in the store, or is damaged
     */
    public Optional<StoredContent> find(String sha256, Call call) throws ImageException {
        try (HeldLock content = folder.locks().content(sha256, call)) {
            return files.check(sha256, call).map(this::stored);
        } catch (IOException e) {
            throw folder.readFailed(e);
        }
    }

    /** Returns the condition of an image, judged by the size and times of its file. Changes nothing. */
    public FileCondition condition(String sha256, Call call) throws ImageException {
        try (HeldLock content = folder.locks().content(sha256, call)) {
            return files.condition(sha256);
        } catch (IOException e) {
            throw folder.readFailed(e);
        }
    }

    /**
     * Returns an image with digests by these algorithms. Missing digests are computed from the file and recorded.
     *
     * @return absent if the image was dropped meanwhile, or is damaged
     */
    public Optional<StoredContent> withDigests(StoredContent image, List<String> algorithms, Call call)
            throws ImageException {
        try (HeldLock content = folder.locks().content(image.sha256(), call)) {
            Optional<CheckedContent> checked = files.recheck(image.checked(), call);
            return checked.isEmpty()
                    ? Optional.empty()
                    : files.withDigests(checked.get(), algorithms, call).map(this::stored);
        } catch (IOException e) {
            throw folder.readFailed(e);
        }
    }

    /**
     * Adds a complete image to the store, records its names, and places it durably at a destination before it can be
     * dropped again. The part becomes the stored image, or is deleted if the image is stored already. A crash leaves
     * either the part or the image. If only the placement fails, the image stays in the store.
     */
    public PlacedContent commit(
            TransferLock transfer,
            CompletePart part,
            ContentNames names,
            ImageInfo info,
            FetchDestination destination,
            Call call)
            throws ImageException {
        Set<String> before = Set.of();
        try (HeldLock content = folder.locks().content(part.sha256(), call)) {
            ContentCommit.Outcome outcome = committer.commit(newContent(part, names, info), rules.ownership(), call);
            before = outcome.previouslyNamed();
            transfer.discard();
            return placer.place(outcome.content(), destination, rules.terms(true), content, call)
                    .map(method -> new PlacedContent(stored(outcome.content()), method))
                    .orElseThrow(() -> damaged(part.sha256()));
        } catch (IOException e) {
            throw folder.writeFailed(e);
        } finally {
            unreferenced.dropUnused(before, call);
        }
    }

    /**
     * Places an image at a destination in one step: by clone, link or copy. Only the bytes of a copy are forced to
     * disk.
     *
     * @return absent if the image was dropped meanwhile, or is damaged
     */
    public Optional<PlacedContent> place(StoredContent image, FetchDestination destination, Call call)
            throws ImageException {
        try (HeldLock content = folder.locks().content(image.sha256(), call)) {
            Optional<CheckedContent> checked = files.recheck(image.checked(), call);
            if (checked.isEmpty()) {
                return Optional.empty();
            }
            return placer.place(checked.get(), destination, rules.terms(false), content, call)
                    .map(method -> new PlacedContent(stored(checked.get()), method));
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
    }

    /**
     * See {@link ImageStore#changeNames}. If the lock of the image is not free soon, the image is read before its next
     * use.
     */
    public void changeNames(String sha256, ImageStore.NameChange change) throws IOException {
        try (HeldLock content = tryLockBriefly(sha256).orElse(null)) {
            if (content == null) {
                change.make();
            } else {
                files.changeNames(sha256, change);
            }
        }
    }

    private Optional<HeldLock> tryLockBriefly(String sha256) {
        try (Call brief = Call.within(MAX_WAIT)) {
            return Optional.of(folder.locks().content(sha256, brief));
        } catch (ImageException e) {
            LOG.info(
                    "the rename of {} is not recorded, so the image may be read before its next use: {}",
                    sha256,
                    e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Records further names of a stored image; a record that exists already is not written again. An image that the
     * names led to before is dropped if no other reference names it and nothing uses it.
     */
    public void recordNames(ContentNames names, StoredContent image, ImageInfo info, Call call) throws ImageException {
        folder.requireWritable();
        Set<String> before = Set.of();
        try (HeldLock content = folder.locks().content(image.sha256(), call)) {
            if (folder.disk().state(image.path()).isPresent()) {
                before = committer.recordReferences(references(names, image.sha256(), info), call);
            }
        } catch (IOException e) {
            throw folder.writeFailed(e);
        } finally {
            unreferenced.dropUnused(before, call);
        }
    }

    private StoredContent stored(CheckedContent checked) {
        String sha256 = checked.entry().sha256();
        return new StoredContent(folder.layout().image(sha256), checked);
    }

    private NewContent newContent(CompletePart part, ContentNames names, ImageInfo info) {
        Instant now = folder.clock().instant();
        ContentRecord entry = new ContentRecord(part.sha256(), part.size(), part.digests(), now);
        return new NewContent(part.part(), entry, references(names, part.sha256(), info));
    }

    private List<ReferenceRecord> references(ContentNames names, String sha256, ImageInfo info) {
        Instant now = folder.clock().instant();
        List<ReferenceRecord> references = new ArrayList<>();
        String display = names.displayReference();
        String mark = names.referenceMark();
        boolean anonymous = names.anonymous();
        references.add(new ReferenceRecord(names.referenceKey(), sha256, display, mark, false, anonymous, info, now));
        for (String key : names.furtherKeys()) {
            references.add(new ReferenceRecord(key, sha256, display, mark, true, anonymous, info, now));
        }
        return references;
    }

    private static ImageException damaged(String sha256) {
        return new ImageException(
                ErrorCode.STORE_DAMAGED,
                "stored image " + sha256 + " was modified while it was placed; fetch it again");
    }
}
