// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The members of a JSON object that name a file, or are digests of it. */
final class JsonObject {
    /** Those that name a file, the most precise first. */
    private static final List<String> NAMES = List.of("location", "path", "link", "url", "filename", "file", "name");

    /** The digest of the file before it was compressed, as CoreOS has it. */
    private static final String UNCOMPRESSED = "uncompressed-";

    private static final String ALGORITHM = "algorithm";
    private static final List<String> VALUES = List.of("hash", "digest");
    private static final int MOST_DIGESTS = 32;
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*+://[^/]*+");
    private static final Pattern COMPRESSED = Pattern.compile("\\.(?:xz|gz|bz2|zst)$");

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> others = new HashMap<>();
    private final List<Digest> digests = new ArrayList<>();
    private boolean excessive;

    private record Digest(SourceLine place, String key, String text) {}

    /** Takes a member whose value is a text. */
    void take(String name, String value, SourceLine place) {
        String key = name.toLowerCase(Locale.ROOT);
        if (value.length() > ChecksumFile.LONGEST_LINE) {
            excessive |= NAMES.contains(key);
        } else if (NAMES.contains(key)) {
            names.put(key, value);
        } else if (key.equals(ALGORITHM)) {
            others.put(key, value);
        } else if (VALUES.contains(key) || algorithm(key).isPresent()) {
            excessive |= digests.size() == MOST_DIGESTS;
            digests.add(new Digest(place, key, value.strip()));
        }
    }

    private static Optional<String> algorithm(String key) {
        return AlgorithmName.of(key.startsWith(UNCOMPRESSED) ? key.substring(UNCOMPRESSED.length()) : key);
    }

    /** Adds the digests, if they are those of a file. */
    void entriesInto(ChecksumEntries entries) {
        Optional<String> named = NAMES.stream().filter(names::containsKey).findFirst();
        if (named.isEmpty() || excessive) {
            return;
        }
        String path = path(names.getOrDefault(named.get(), ""));
        for (Digest digest : digests) {
            WrittenDigest written = written(digest);
            if (written.algorithm().isPresent() && !written.text().isEmpty()) {
                entries.take(digest.place(), written, nameOf(digest, path));
            }
        }
    }

    private WrittenDigest written(Digest digest) {
        if (VALUES.contains(digest.key())) {
            return WrittenDigest.of(digest.text()).orOf(Optional.ofNullable(others.get(ALGORITHM)));
        }
        return new WrittenDigest(algorithm(digest.key()), digest.text());
    }

    private static String nameOf(Digest digest, String path) {
        return digest.key().startsWith(UNCOMPRESSED) ? COMPRESSED.matcher(path).replaceFirst("") : path;
    }

    /** Of a URL its path, decoded. */
    private static String path(String location) {
        return URL.matcher(location).lookingAt() ? WantedName.decodedPath(location) : location;
    }
}
