// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An index of all reference records by image. It is read once, on first use. For one operation of one thread: a
 * reference that is recorded later is not seen, and is left dangling if the operation drops its image.
 */
public final class ReferenceIndex {
    private final StoreRecords records;
    private @Nullable Map<String, List<ReferenceSummary>> byContent;

    /** Reads nothing yet. */
    public ReferenceIndex(StoreRecords records) {
        this.records = records;
    }

    /** Returns the references of an image. */
    public List<ReferenceSummary> of(String sha256) throws IOException {
        return byContent().getOrDefault(sha256, List.of());
    }

    /** Returns the SHA-256 of all images that references name, whether or not they are stored. */
    public Set<String> contents() throws IOException {
        return byContent().keySet();
    }

    /** Returns all references. */
    public List<ReferenceSummary> all() throws IOException {
        return byContent().values().stream().flatMap(Collection::stream).toList();
    }

    private Map<String, List<ReferenceSummary>> byContent() throws IOException {
        Map<String, List<ReferenceSummary>> index = byContent;
        if (index == null) {
            index = records.summaries().stream().collect(Collectors.groupingBy(ReferenceSummary::sha256));
            byContent = index;
        }
        return index;
    }
}
