// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.destination.LocalFileErrors;
import io.ingot.fetch.internal.store.content.ContentCommit;
import io.ingot.fetch.internal.store.content.ContentFiles;
import io.ingot.fetch.internal.store.content.FileCondition;
import io.ingot.fetch.internal.store.content.NewContent;
import io.ingot.fetch.internal.store.content.SoundContent;
import io.ingot.fetch.internal.store.disk.Scratch;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreFormat;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.evict.Eviction;
import io.ingot.fetch.internal.store.evict.Inventory;
import io.ingot.fetch.internal.store.evict.OrphanSweeper;
import io.ingot.fetch.internal.store.evict.StoredItem;
import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.lock.StoreLocks;
import io.ingot.fetch.internal.store.place.PlacedOwnership;
import io.ingot.fetch.internal.store.place.PlacementTerms;
import io.ingot.fetch.internal.store.place.Placing;
import io.ingot.fetch.internal.store.record.ContentRecord;
import io.ingot.fetch.internal.store.record.ReferenceIndex;
import io.ingot.fetch.internal.store.record.ReferenceRecord;
import io.ingot.fetch.internal.store.record.ReferenceSummary;
import io.ingot.fetch.internal.store.record.StoreRecords;
import io.ingot.fetch.internal.store.space.FreeSpace;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.store.ImageStore;
import io.ingot.image.store.StoreCleanup;
import io.ingot.image.store.StoreVerification;
import io.ingot.image.store.StoredImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images that are held in one folder. Safe for concurrent use; several stores, in this process or in others, may work
 * on one folder.
 *
 * <p>Every method throws LOCAL_IO if the folder cannot be read or, where it must be, written; INSUFFICIENT_SPACE if the
 * disk is full; and what ended the call. What is read back from the folder is checked: what is damaged counts as not there.
 */
public final class Store implements AutoCloseable {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private final StoreLayout folder;
    private final StoreDisk disk;
    private final Clock clock;
    private final StoreLocks locks;
    private final boolean writable;
    private final HeldLock writer;
    private final OptionalInt self;
    private final StoreRecords records;
    private final ContentFiles contents;
    private final ContentCommit commit;
    private final Inventory inventory;
    private final OrphanSweeper wreckage;
    private final Eviction eviction;
    private final FreeSpace room;
    private final Placing placing;
    private volatile StoreRules rules;
    private volatile PlacedOwnership ownership;

    private Store(
            StoreLayout folder,
            StoreRules rules,
            Clock clock,
            StoreDisk disk,
            Scratch scratch,
            StoreLocks locks,
            HeldLock writer,
            String type) {
        this.folder = folder;
        this.clock = clock;
        this.disk = disk;
        this.locks = locks;
        this.writable = locks.present() && Files.isWritable(folder.images());
        this.writer = writer;
        this.self = writable ? self(scratch, folder) : OptionalInt.empty();
        this.records = new StoreRecords(folder, disk, scratch);
        this.contents = new ContentFiles(folder, disk, records, locks, clock, writable);
        this.commit = new ContentCommit(folder, disk, records, contents, locks);
        this.inventory = new Inventory(folder, disk, records);
        this.wreckage = new OrphanSweeper(folder, disk, locks, records, contents);
        this.eviction = new Eviction(inventory, records, contents, wreckage, locks);
        this.room = new FreeSpace(folder, disk, scratch, locks, eviction);
        this.placing = new Placing(folder, disk, locks, contents, room, type);
        this.rules = rules;
        this.ownership = ownership(rules);
    }

    /**
     * Opens a store, and makes it if the folder is missing or empty. Reads one short file; looks at no image.
     *
     * @param folder absolute
     * @throws ImageException INVALID_CONFIGURATION if the folder is of a newer format or no store
     */
    public static Store open(Path folder, StoreRules rules, Clock clock) throws ImageException {
        return open(folder, rules, clock, new StoreDisk());
    }

    static Store open(Path root, StoreRules rules, Clock clock, StoreDisk disk) throws ImageException {
        StoreLayout folder = new StoreLayout(root);
        Scratch scratch = new Scratch(disk);
        new StoreFormat(folder, disk).prepare(scratch);
        StoreLocks locks = locks(folder);
        Store opened = null;
        HeldLock writer = null;
        try {
            writer = writer(locks, scratch);
            opened = new Store(folder, rules, clock, disk, scratch, locks, writer, disk.type(root));
            return opened;
        } catch (IOException e) {
            throw LocalFileErrors.failed("opening", root, e);
        } finally {
            if (opened == null) {
                if (writer != null) {
                    writer.close();
                }
                locks.close();
            }
        }
    }

    /** The folder: an absolute path. */
    public Path folder() {
        return folder.root();
    }

    /** Whether anything can be added, recorded or dropped here. */
    public boolean writable() {
        return writable;
    }

    /** What an operator should know of the place, one sentence each. */
    public List<String> warnings() {
        if (!writable) {
            return List.of("the store " + folder.root() + " cannot be written: nothing is added to it or dropped");
        }
        return locks.amongProcesses()
                ? List.of()
                : List.of("the file system of the store " + folder.root()
                        + " has no locks: no other process may use the store");
    }

    /** Takes other rules from now on. */
    public void rules(StoreRules now) {
        rules = now;
        ownership = ownership(now);
    }

    /**
     * What is recorded under a key of {@link ContentNames}: that of the reference or location, or one of those vouched for or
     * wanted. Looks at no content.
     */
    public Optional<RecordedReference> remembered(String key) throws ImageException {
        try {
            return records.reference(key)
                    .map(known -> new RecordedReference(known.sha256(), known.info(), known.open()));
        } catch (IOException e) {
            throw reading(e);
        }
    }

    /** What is recorded of a content that is held. Reads no image. */
    public Optional<RecordedContent> known(String sha256) throws ImageException {
        try {
            Optional<StoredItem> item = inventory.item(sha256);
            return item.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new RecordedContent(
                            sha256,
                            item.get().entry().size(),
                            inventory.digests(item.get()),
                            item.get().entry().added()));
        } catch (IOException e) {
            throw reading(e);
        }
    }

    /**
     * A content that passes the check before a hit: size and times are those recorded, or explained by links that were made
     * and removed; else it is read anew, which takes its time. What is not as it was is dropped.
     *
     * @param sha256 64 hexadecimal digits
     */
    public Optional<StoredContent> held(String sha256, Call call) throws ImageException {
        try (HeldLock content = locks.content(sha256, call)) {
            return contents.check(sha256, call).map(this::held);
        } catch (IOException e) {
            throw reading(e);
        }
    }

    /** How a content is that was recorded, without reading it or changing anything. */
    public FileCondition condition(String sha256, Call call) throws ImageException {
        try (HeldLock content = locks.content(sha256, call)) {
            return contents.condition(sha256);
        } catch (IOException e) {
            throw reading(e);
        }
    }

    /**
     * The same content with digests by these algorithms, too: those that are not recorded are computed from the file and
     * recorded.
     *
     * @return absent if it has been dropped meanwhile, or is damaged
     */
    public Optional<StoredContent> digested(StoredContent held, List<String> algorithms, Call call)
            throws ImageException {
        try (HeldLock content = locks.content(held.sha256(), call)) {
            Optional<SoundContent> sound = contents.still(held.found(), call);
            return sound.isEmpty()
                    ? Optional.empty()
                    : contents.digested(sound.get(), algorithms, call).map(this::held);
        } catch (IOException e) {
            throw reading(e);
        }
    }

    /**
     * The length of the part of a transfer that is under way or was interrupted; 0 if there is none.
     *
     * @param flightKey see {@link ContentNames#flightKey}
     */
    public long arrived(String flightKey) throws ImageException {
        try {
            return disk.state(HeldTransferLock.part(folder, flightKey))
                    .map(FileState::size)
                    .orElse(0L);
        } catch (IOException e) {
            throw reading(e);
        }
    }

    /**
     * The turn of a flight key, unless somebody has it.
     *
     * @param shared see {@link ContentNames#shared}
     * @throws ImageException LOCAL_IO if the store is not {@link #writable}
     */
    public Optional<TransferLock> tryTurn(String flightKey, boolean shared) throws ImageException {
        requireWritable();
        if (!StoreLayout.isKey(flightKey)) {
            throw new IllegalArgumentException("a flight key has 64 hexadecimal digits in lower case");
        }
        return locks.tryTurn(flightKey).map(hold -> HeldTransferLock.begin(flightKey, shared, folder, disk, hold));
    }

    /**
     * Keeps room for a transfer, dropping the least recently used contents and leftovers if need be.
     *
     * @param bytes what is still to be written: of the part, and of a copy at a destination on the same file system
     * @throws ImageException INSUFFICIENT_SPACE if there is no room; nothing is kept then
     */
    public SpaceReservation reserve(TransferLock turn, long bytes, Call call) throws ImageException {
        try {
            return room.reserve(turn.key(), bytes, call);
        } catch (IOException e) {
            throw writing(e);
        }
    }

    /**
     * Holds what has arrived, whole on disk, and records its names. The part is gone then: it has become the content, or the
     * content was held already. A crash leaves the part or the content.
     */
    public StoredContent commit(TransferLock turn, CompletePart whole, ContentNames names, ImageInfo info, Call call)
            throws ImageException {
        Set<String> before = Set.of();
        try (HeldLock content = locks.content(whole.sha256(), call)) {
            ContentCommit.Outcome outcome = commit.take(arrival(whole, names, info), ownership, call);
            before = outcome.namedBefore();
            turn.discard();
            return held(outcome.content());
        } catch (IOException e) {
            throw writing(e);
        } finally {
            dropUnnamed(before, call);
        }
    }

    /**
     * Commits, and places it at a destination, durably, before anybody can drop it again. If only the placing fails, the
     * content is held.
     */
    public PlacedContent land(
            TransferLock turn,
            CompletePart whole,
            ContentNames names,
            ImageInfo info,
            FetchDestination destination,
            Call call)
            throws ImageException {
        Set<String> before = Set.of();
        try (HeldLock content = locks.content(whole.sha256(), call)) {
            ContentCommit.Outcome outcome = commit.take(arrival(whole, names, info), ownership, call);
            before = outcome.namedBefore();
            turn.discard();
            PlacementTerms terms = new PlacementTerms(rules.ways(), ownership, true);
            return placing.place(outcome.content(), destination, terms, content, call)
                    .map(way -> new PlacedContent(held(outcome.content()), way))
                    .orElseThrow(() -> damaged(whole.sha256()));
        } catch (IOException e) {
            throw writing(e);
        } finally {
            dropUnnamed(before, call);
        }
    }

    /**
     * Places a content at a destination, in one step: by clone, link or copy. Writes nothing durable but the bytes of a copy.
     *
     * @return absent if it has been dropped meanwhile, or is damaged
     */
    public Optional<PlacedContent> place(StoredContent held, FetchDestination destination, Call call)
            throws ImageException {
        try (HeldLock content = locks.content(held.sha256(), call)) {
            Optional<SoundContent> sound = contents.still(held.found(), call);
            if (sound.isEmpty()) {
                return Optional.empty();
            }
            PlacementTerms terms = new PlacementTerms(rules.ways(), ownership, false);
            return placing.place(sound.get(), destination, terms, content, call)
                    .map(way -> new PlacedContent(held(sound.get()), way));
        } catch (IOException e) {
            throw writing(e);
        }
    }

    /** Whether a clone or link to this destination is possible at all: it is on the same file system, and rules allow it. */
    public boolean sharesBytesWith(FetchDestination destination) throws ImageException {
        return placing.shares(destination, rules.ways(), ownership);
    }

    /** Whether a destination takes its room from the same file system. */
    public boolean sharesRoomWith(FetchDestination destination) throws ImageException {
        return placing.near(destination);
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
        try (Call brief = Call.within(LONGEST_LOOK)) {
            return Optional.of(locks.content(sha256, brief));
        } catch (ImageException e) {
            LOG.info("how {} is renamed is not recorded; it may be read anew: {}", sha256, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Records further names of a held content; what is recorded already is not written again. What the names named before is
     * dropped if nothing else names or uses it.
     */
    public void remember(ContentNames names, StoredContent held, ImageInfo info, Call call) throws ImageException {
        requireWritable();
        Set<String> before = Set.of();
        try (HeldLock content = locks.content(held.sha256(), call)) {
            if (disk.state(held.path()).isPresent()) {
                before = commit.name(references(names, held.sha256(), info), call);
            }
        } catch (IOException e) {
            throw writing(e);
        } finally {
            dropUnnamed(before, call);
        }
    }

    /** See {@link io.ingot.image.store.ImageStore#list}. */
    public List<StoredImage> list() throws ImageException {
        try {
            return new StoreOverview(inventory, records).list();
        } catch (IOException e) {
            throw reading(e);
        }
    }

    /** See {@link io.ingot.image.store.ImageStore#verify}. A store that cannot be written keeps what is damaged. */
    public StoreVerification verify(Call call) throws ImageException {
        try {
            return new StoreVerifier(folder, disk, locks, inventory, records, contents, writable).run(call);
        } catch (IOException e) {
            throw reading(e);
        }
    }

    /** See {@link io.ingot.image.store.ImageStore#clean}. */
    public StoreCleanup clean() throws ImageException {
        requireWritable();
        StoreRules now = rules;
        try (Call call = Call.start()) {
            return new StoreCleaner(inventory, records, eviction, wreckage)
                    .run(unusedSince(now), maxBytes(now), clock, call);
        } catch (IOException e) {
            throw writing(e);
        }
    }

    /**
     * Drops what is beyond the operator's limits, and nothing else. Reads no record if the files' sizes and times tell that
     * all is within them; else each record of a reference at most once.
     *
     * @return how many contents went
     */
    public int keepLimits() throws ImageException {
        requireWritable();
        StoreRules now = rules;
        try (Call call = Call.start()) {
            return eviction.limit(unusedSince(now), maxBytes(now), new ReferenceIndex(records), call)
                    .contents()
                    .size();
        } catch (IOException e) {
            throw writing(e);
        }
    }

    /** See {@link io.ingot.image.store.ImageStore#remove(String)}. */
    public StoredImage remove(String sha256, Call call) throws ImageException {
        requireWritable();
        String digest = sha256.toLowerCase(Locale.ROOT);
        if (!StoreLayout.isKey(digest)) {
            throw notHeld("a content '" + digest + "'");
        }
        try (HeldLock content = locks.content(digest, call)) {
            StoredImage image = new StoreOverview(inventory, records)
                    .image(digest)
                    .orElseThrow(() -> notHeld("a content " + digest));
            contents.drop(digest, new ReferenceIndex(records), call);
            return image;
        } catch (IOException e) {
            throw writing(e);
        }
    }

    /** See {@link io.ingot.image.store.ImageStore#remove(ImageReference)}. */
    public StoredImage remove(ImageReference reference, Call call) throws ImageException {
        requireWritable();
        String mark = ContentNames.referenceMark(reference);
        try {
            List<ReferenceSummary> known = new ReferenceIndex(records)
                    .all().stream().filter(one -> one.mark().equals(mark)).toList();
            List<StoredImage> images = new ArrayList<>();
            for (ReferenceSummary one : known) {
                if (!one.vouched()) {
                    new StoreOverview(inventory, records).image(one.sha256()).ifPresent(images::add);
                }
            }
            for (ReferenceSummary one : known) {
                contents.forget(one, call);
                dropUnnamed(one.sha256(), true, call);
            }
            return images.stream().findFirst().orElseThrow(() -> notHeld("anything for " + reference));
        } catch (IOException e) {
            throw writing(e);
        }
    }

    /**
     * Deletes what crashes left: only what is of our naming, and provably has no living owner.
     *
     * @return how many files went
     */
    public int sweep() throws ImageException {
        requireWritable();
        try (Call call = Call.start()) {
            return wreckage.sweep(clock.instant(), new ReferenceIndex(records), call)
                    .files();
        } catch (IOException e) {
            throw writing(e);
        }
    }

    /** Gives back what it holds; turns that are still out stay valid until they are closed. */
    @Override
    public void close() {
        writer.close();
        locks.close();
    }

    private static StoreLocks locks(StoreLayout folder) {
        try {
            return StoreLocks.open(folder.lock());
        } catch (IOException e) {
            LOG.debug("the store {} can only be read", folder.root(), e);
            return StoreLocks.absent(folder.lock());
        }
    }

    /** Before any scratch file but FORMAT's. A sweep of another process, which looks whether its writer lives, ends soon. */
    private static HeldLock writer(StoreLocks locks, Scratch scratch) throws ImageException {
        try (Call brief = Call.within(LONGEST_LOOK)) {
            return locks.writer(scratch.writer(), brief);
        }
    }

    private static OptionalInt self(Scratch scratch, StoreLayout folder) {
        try {
            return OptionalInt.of(scratch.self(folder.transfers()));
        } catch (IOException e) {
            LOG.info("who runs this process is not known: {}", e.toString());
            return OptionalInt.empty();
        }
    }

    private PlacedOwnership ownership(StoreRules now) {
        return new PlacedOwnership(disk, now.mode(), now.owner(), now.group(), self);
    }

    private Instant unusedSince(StoreRules now) {
        return now.maxAge().isZero() ? Instant.MIN : clock.instant().minus(now.maxAge());
    }

    private static long maxBytes(StoreRules now) {
        return now.maxBytes() == 0 ? Long.MAX_VALUE : now.maxBytes();
    }

    private StoredContent held(SoundContent sound) {
        String sha256 = sound.entry().sha256();
        return new StoredContent(folder.image(sha256), sound);
    }

    private NewContent arrival(CompletePart whole, ContentNames names, ImageInfo info) {
        ContentRecord entry = new ContentRecord(whole.sha256(), whole.size(), whole.digests(), clock.instant());
        return new NewContent(whole.part(), entry, references(names, whole.sha256(), info));
    }

    private List<ReferenceRecord> references(ContentNames names, String sha256, ImageInfo info) {
        Instant now = clock.instant();
        List<ReferenceRecord> references = new ArrayList<>();
        String shown = names.shownReference();
        String mark = names.referenceMark();
        boolean open = names.open();
        references.add(new ReferenceRecord(names.referenceKey(), sha256, shown, mark, false, open, info, now));
        for (String key : names.furtherKeys()) {
            references.add(new ReferenceRecord(key, sha256, shown, mark, true, open, info, now));
        }
        return references;
    }

    /** What no reference names any more, and nobody uses; that it stays for want of a lock is no reason to fail. */
    private void dropUnnamed(Set<String> contentsBefore, Call call) {
        for (String sha256 : contentsBefore) {
            try {
                dropUnnamed(sha256, false, call);
            } catch (IOException e) {
                LOG.info("{} is named by nothing and stays for now: {}", sha256, e.toString());
            }
        }
    }

    private void dropUnnamed(String sha256, boolean evenIfUsed, Call call) throws IOException {
        try (HeldLock content = locks.content(sha256, call)) {
            boolean used = inventory.item(sha256).map(item -> item.inUse()).orElse(false);
            if (used && !evenIfUsed) {
                return;
            }
            ReferenceIndex namings = new ReferenceIndex(records);
            if (namings.of(sha256).stream().allMatch(ReferenceSummary::vouched)) {
                contents.drop(sha256, namings, call);
            }
        }
    }

    private void requireWritable() throws ImageException {
        if (!writable) {
            throw new ImageException(
                    ErrorCode.LOCAL_IO, "the store " + folder.root() + " cannot be written; give this user access");
        }
    }

    private ImageException notHeld(String what) {
        return new ImageException(ErrorCode.NOT_FOUND, "the store " + folder.root() + " does not hold " + what);
    }

    private static ImageException damaged(String sha256) {
        return new ImageException(
                ErrorCode.STORE_DAMAGED, "the content " + sha256 + " was written to while it was placed");
    }

    private ImageException reading(IOException e) {
        return LocalFileErrors.failed("reading the store", folder.root(), e);
    }

    private ImageException writing(IOException e) {
        return e instanceof ImageException known ? known : LocalFileErrors.writing(folder.root(), folder.root(), e);
    }
}
