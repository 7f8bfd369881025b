// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import io.ingot.common.file.FileState;
import io.ingot.common.json.JsonFields;
import io.ingot.image.Checksum;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of an image's file when its bytes were last known to be right. A crash of the machine may lose it; the
 * image is then read before its next use.
 *
 * @param size in bytes
 * @param modified the time of modification (mtime)
 * @param changed the time of any change (ctime)
 * @param links the link count
 * @param inode the inode number
 * @param digests the digests that were computed after it was added
 */
public record FileFingerprint(
        long size, Instant modified, Instant changed, int links, long inode, List<Checksum> digests) {
    private static final String SIZE = "size";
    private static final String MODIFIED = "modified";
    private static final String CHANGED = "changed";
    private static final String LINKS = "links";
    private static final String INODE = "inode";
    private static final String DIGESTS = "digests";

    /** Copies the list. */
    public FileFingerprint {
        digests = List.copyOf(digests);
    }

    /** Returns the fingerprint of a state. */
    public static FileFingerprint of(FileState state, List<Checksum> digests) {
        return new FileFingerprint(
                state.size(), state.modified(), state.changed(), state.links(), state.inode(), digests);
    }

    /** Returns whether nothing of the file has changed. */
    public boolean isUnchanged(FileState state) {
        return hasSameBytesByTime(state) && changed.equals(state.changed());
    }

    /** Returns whether the link count explains the change: hard links were added or removed. */
    public boolean hasOnlyLinkChanges(FileState state) {
        return hasSameBytesByTime(state) && links != state.links();
    }

    /** Returns whether the file was written to, as its modification time shows. */
    public boolean isModified(FileState state) {
        return inode == state.inode() && !modified.equals(state.modified());
    }

    private boolean hasSameBytesByTime(FileState state) {
        return inode == state.inode() && size == state.size() && modified.equals(state.modified());
    }

    Map<String, Object> write() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(SIZE, size);
        fields.put(MODIFIED, modified.toString());
        fields.put(CHANGED, changed.toString());
        fields.put(LINKS, links);
        fields.put(INODE, inode);
        fields.put(DIGESTS, JsonFields.ofDigests(digests));
        return fields;
    }

    static FileFingerprint read(JsonFields fields) {
        return new FileFingerprint(
                fields.size(SIZE),
                fields.instant(MODIFIED),
                fields.instant(CHANGED),
                Math.toIntExact(fields.size(LINKS)),
                fields.size(INODE),
                fields.digests(DIGESTS));
    }
}
