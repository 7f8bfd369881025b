// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.disk;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of the store's files. Only keys and digests of 64 hexadecimal digits in lower case become parts of paths.
 *
 * @param root the absolute path of the store
 */
public record StoreLayout(Path root) {
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;
    private static final String JSON = ".json";

    /** Returns the subfolders. */
    List<Path> folders() {
        return List.of(images(), entries(), references(), seen(), transfers(), leases());
    }

    /** Returns the file that states the format of the store. */
    public Path format() {
        return root.resolve("FORMAT");
    }

    /** Returns the lock file, of which each byte is a lock. */
    public Path lock() {
        return root.resolve("LOCK");
    }

    /** Returns the folder of the images. */
    public Path images() {
        return root.resolve("images");
    }

    /** Returns the folder of the image records. */
    public Path entries() {
        return root.resolve("entries");
    }

    /** Returns the folder of the reference records. */
    public Path references() {
        return root.resolve("references");
    }

    /** Returns the folder of the fingerprints. */
    public Path seen() {
        return root.resolve("seen");
    }

    /** Returns the folder of the files of transfers. */
    public Path transfers() {
        return root.resolve("parts");
    }

    /** Returns the folder of the leases. */
    public Path leases() {
        return root.resolve("leases");
    }

    /** Returns the file of an image. */
    public Path image(String sha256) {
        return images().resolve(checked(sha256));
    }

    /** Returns the record of an image. */
    public Path entry(String sha256) {
        return entries().resolve(checked(sha256) + JSON);
    }

    /** Returns the fingerprint of an image. */
    public Path fingerprint(String sha256) {
        return seen().resolve(checked(sha256));
    }

    /** Returns the record of a reference. */
    public Path reference(String key) {
        return references().resolve(checked(key) + JSON);
    }

    /** Returns a file of a transfer, such as {@code part} or {@code journal}. */
    public Path transfer(String flightKey, String extension) {
        return transfers().resolve(checked(flightKey) + "." + extension);
    }

    /** Returns the key in a file name that ends with this extension; absent if the name is not of that form. */
    public static Optional<String> keyOf(String fileName, String extension) {
        if (!fileName.endsWith(extension)) {
            return Optional.empty();
        }
        String key = fileName.substring(0, fileName.length() - extension.length());
        return isKey(key) ? Optional.of(key) : Optional.empty();
    }

    /** Returns the key in the file name of a record; absent if the name is not of that form. */
    public static Optional<String> keyOfRecord(String fileName) {
        return keyOf(fileName, JSON);
    }

    /** Returns whether a text is a key or digest. */
    public static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    /** Returns a random key. */
    public static String randomKey() {
        byte[] random = new byte[KEY_BYTES];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static String checked(String key) {
        if (!isKey(key)) {
            throw new IllegalArgumentException(
                    "a key must be 64 hexadecimal digits in lower case, was a text of " + key.length() + " characters");
        }
        return key;
    }
}
