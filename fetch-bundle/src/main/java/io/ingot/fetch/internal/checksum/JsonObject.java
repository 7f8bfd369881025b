// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The members of a JSON object that name a file or are digests of it. */
final class JsonObject {
    /** The members that name a file, most precise first. */
    private static final List<String> NAMES = List.of("location", "path", "link", "url", "filename", "file", "name");

    /** The prefix of the digest of the uncompressed file, as in the stream metadata of CoreOS. */
    private static final String UNCOMPRESSED = "uncompressed-";

    private static final String ALGORITHM = "algorithm";
    private static final List<String> VALUES = List.of("hash", "digest");
    private static final int MAX_DIGESTS = 32;
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*+://[^/]*+");
    private static final Pattern COMPRESSED = Pattern.compile("\\.(?:xz|gz|bz2|zst)$");

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> others = new HashMap<>();
    private final List<Digest> digests = new ArrayList<>();
    private boolean excessive;

    private record Digest(SourceLine position, String key, String text) {}

    /** Adds a member whose value is a string. */
    void addMember(String name, String value, SourceLine position) {
        String key = name.toLowerCase(Locale.ROOT);
        if (value.length() > ChecksumFile.MAX_LINE_CHARACTERS) {
            excessive |= NAMES.contains(key);
        } else if (NAMES.contains(key)) {
            names.put(key, value);
        } else if (key.equals(ALGORITHM)) {
            others.put(key, value);
        } else if (VALUES.contains(key) || algorithm(key).isPresent()) {
            excessive |= digests.size() == MAX_DIGESTS;
            digests.add(new Digest(position, key, value.strip()));
        }
    }

    private static Optional<String> algorithm(String key) {
        return AlgorithmName.of(key.startsWith(UNCOMPRESSED) ? key.substring(UNCOMPRESSED.length()) : key);
    }

    /** Adds an entry for each digest, if the object names a file. */
    void addEntriesTo(ChecksumEntries entries) {
        Optional<String> named = NAMES.stream().filter(names::containsKey).findFirst();
        if (named.isEmpty() || excessive) {
            return;
        }
        String path = path(names.getOrDefault(named.get(), ""));
        for (Digest digest : digests) {
            WrittenDigest written = digestText(digest);
            if (written.algorithm().isPresent() && !written.text().isEmpty()) {
                entries.addEntry(digest.position(), written, nameOf(digest, path));
            }
        }
    }

    private WrittenDigest digestText(Digest digest) {
        if (VALUES.contains(digest.key())) {
            return WrittenDigest.of(digest.text()).withDefaultAlgorithm(Optional.ofNullable(others.get(ALGORITHM)));
        }
        return new WrittenDigest(algorithm(digest.key()), digest.text());
    }

    private static String nameOf(Digest digest, String path) {
        return digest.key().startsWith(UNCOMPRESSED) ? COMPRESSED.matcher(path).replaceFirst("") : path;
    }

    /** Returns the decoded path of a URL; other text unchanged. */
    private static String path(String location) {
        return URL.matcher(location).lookingAt() ? ImageName.decodedPath(location) : location;
    }
}
