// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.disk;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of the store's files. A key or digest is 64 hexadecimal digits in lower case, and nothing else ever becomes a
 * part of a path.
 *
 * @param root the store's folder, absolute
 */
public record StoreLayout(Path root) {
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;
    private static final String JSON = ".json";

    /** The folders in it. */
    List<Path> parts() {
        return List.of(images(), entries(), references(), seen(), transfers(), leases());
    }

    /** What says of which format the store is. */
    public Path format() {
        return root.resolve("FORMAT");
    }

    /** What is locked, byte by byte. */
    public Path lock() {
        return root.resolve("LOCK");
    }

    /** The contents. */
    public Path images() {
        return root.resolve("images");
    }

    /** What is known of contents. */
    public Path entries() {
        return root.resolve("entries");
    }

    /** What references name. */
    public Path references() {
        return root.resolve("references");
    }

    /** How contents were found when they were last handed out. */
    public Path seen() {
        return root.resolve("seen");
    }

    /** What transfers have under way. */
    public Path transfers() {
        return root.resolve("parts");
    }

    /** What keeps contents from eviction. */
    public Path leases() {
        return root.resolve("leases");
    }

    /** A content. */
    public Path image(String sha256) {
        return images().resolve(checked(sha256));
    }

    /** What is known of a content. */
    public Path entry(String sha256) {
        return entries().resolve(checked(sha256) + JSON);
    }

    /** How a content was found last. */
    public Path witness(String sha256) {
        return seen().resolve(checked(sha256));
    }

    /** What a reference names. */
    public Path reference(String key) {
        return references().resolve(checked(key) + JSON);
    }

    /** A file of a transfer: {@code part}, {@code journal}. */
    public Path transfer(String flightKey, String extension) {
        return transfers().resolve(checked(flightKey) + "." + extension);
    }

    /** The key that a file is named after, alone or with this extension; absent if it is not named like that. */
    public static Optional<String> keyOf(String fileName, String extension) {
        if (!fileName.endsWith(extension)) {
            return Optional.empty();
        }
        String key = fileName.substring(0, fileName.length() - extension.length());
        return isKey(key) ? Optional.of(key) : Optional.empty();
    }

    /** The key of a record's file. */
    public static Optional<String> keyOfRecord(String fileName) {
        return keyOf(fileName, JSON);
    }

    /** Whether a text is a key or digest. */
    public static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    /** A key that nobody else has. */
    public static String randomKey() {
        byte[] random = new byte[KEY_BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static String checked(String key) {
        if (!isKey(key)) {
            throw new IllegalArgumentException("a key of the store has 64 hexadecimal digits in lower case, this has "
                    + key.length() + " characters");
        }
        return key;
    }
}
