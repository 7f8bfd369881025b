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
 * What all references name, as it was when it was first asked for; each record is read once, and none if nobody asks. For
 * one run of one thread: a reference that comes later is not seen, and is left dangling if its content goes in that run.
 */
public final class ReferenceIndex {
    private final StoreRecords records;
    private @Nullable Map<String, List<ReferenceSummary>> byContent;

    /** Reads nothing yet. */
    public ReferenceIndex(StoreRecords records) {
        this.records = records;
    }

    /** What names a content. */
    public List<ReferenceSummary> of(String sha256) throws IOException {
        return byContent().getOrDefault(sha256, List.of());
    }

    /** The contents that are named, held or not. */
    public Set<String> contents() throws IOException {
        return byContent().keySet();
    }

    /** All of them. */
    public List<ReferenceSummary> all() throws IOException {
        return byContent().values().stream().flatMap(Collection::stream).toList();
    }

    private Map<String, List<ReferenceSummary>> byContent() throws IOException {
        Map<String, List<ReferenceSummary>> known = byContent;
        if (known == null) {
            known = records.namings().stream().collect(Collectors.groupingBy(ReferenceSummary::sha256));
            byContent = known;
        }
        return known;
    }
}
