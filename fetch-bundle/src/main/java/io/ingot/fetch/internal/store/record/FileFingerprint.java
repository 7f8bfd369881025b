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
 * How a content's file was when its bytes were last known to be right. Lost in a crash of the machine at worst; then the
 * content is read anew.
 *
 * @param size its bytes
 * @param modified when its bytes had changed
 * @param changed when anything of it had changed
 * @param links how many names it had
 * @param inode which file it was
 * @param digests that were computed since it came
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

    /** The witness of a state. */
    public static FileFingerprint of(FileState state, List<Checksum> digests) {
        return new FileFingerprint(
                state.size(), state.modified(), state.changed(), state.links(), state.inode(), digests);
    }

    /** Whether nothing of the file has changed. */
    public boolean unchanged(FileState state) {
        return sameBytesByTime(state) && changed.equals(state.changed());
    }

    /** Whether the only change is that names of it were made or removed: nothing else explains one. */
    public boolean onlyLinksChanged(FileState state) {
        return sameBytesByTime(state) && links != state.links();
    }

    /** Whether it was written to by somebody who did not hide it. */
    public boolean writtenTo(FileState state) {
        return inode == state.inode() && !modified.equals(state.modified());
    }

    private boolean sameBytesByTime(FileState state) {
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
