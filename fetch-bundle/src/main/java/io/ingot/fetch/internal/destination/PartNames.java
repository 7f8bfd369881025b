// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.common.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of Ingot's temporary files next to a destination: {@code .ingot-DESTINATION-PROCESS-RANDOM.part}.
 * DESTINATION is part of the digest of the file name, so that long names fit; PROCESS identifies the JVM; RANDOM cannot
 * be guessed. The same name with {@code .link} is a hard link: with a part, whose lock protects it, or alone, for a
 * moment. With {@code .work} it is a {@link WorkFolder}.
 */
final class PartNames {
    private static final String PREFIX = ".ingot-";
    private static final String PART = ".part";
    private static final String LINK = ".link";
    private static final String WORK = ".work";
    private static final int NAME_BYTES = 8;
    private static final int RANDOM_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String THIS_PROCESS = thisProcess() + "-";

    /** What follows the prefix. */
    private static final Pattern REST =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{" + 2 * RANDOM_BYTES + "})(\\.part|\\.link|\\.work)");

    private final Path folder;
    private final String prefix;

    private PartNames(Path folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    static PartNames of(Path destination) {
        byte[] name = String.valueOf(destination.getFileName()).getBytes(StandardCharsets.UTF_8);
        String hash = HexFormat.of().formatHex(Sha256.of(name), 0, NAME_BYTES);
        Path folder = destination.getParent();
        return new PartNames(folder == null ? destination : folder, PREFIX + hash + "-");
    }

    Path newPart() {
        return newName(PART);
    }

    /** Returns a new name for a link without a part. */
    Path newLink() {
        return newName(LINK);
    }

    /** Returns a new name for a work folder. */
    Path newFolder() {
        return newName(WORK);
    }

    private Path newName(String suffix) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return folder.resolve(prefix + THIS_PROCESS + HexFormat.of().formatHex(random) + suffix);
    }

    /** Returns whether a file may have one of these names: whether it begins like them. */
    boolean mayInclude(Path file) {
        return String.valueOf(file.getFileName()).startsWith(prefix);
    }

    /** Returns the part that a temporary file is or belongs to; absent for any other file. */
    Optional<Path> partOf(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(prefix)) {
            return Optional.empty();
        }
        Matcher rest = REST.matcher(name.substring(prefix.length()));
        return rest.matches() ? Optional.of(folder.resolve(prefix + rest.group(1) + PART)) : Optional.empty();
    }

    /**
     * Returns whether this JVM created a temporary file, perhaps through another class loader: then its owner is alive.
     */
    boolean isOfThisProcess(Path file) {
        return String.valueOf(file.getFileName()).startsWith(prefix + THIS_PROCESS);
    }

    static boolean isLink(Path file) {
        return file.toString().endsWith(LINK);
    }

    static boolean isFolder(Path file) {
        return file.toString().endsWith(WORK);
    }

    static Path linkOf(Path part) {
        String name = part.toString();
        return Path.of(name.substring(0, name.length() - PART.length()) + LINK);
    }

    /** Identifies this JVM by pid and start time, since pids repeat: in a container, at every start. */
    private static String thisProcess() {
        ProcessHandle process = ProcessHandle.current();
        String identity = process.pid() + "@" + process.info().startInstant().orElse(Instant.EPOCH);
        return HexFormat.of().formatHex(Sha256.of(identity), 0, 4);
    }
}
