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
 * The names of our files beside one destination: {@code .ingot-DESTINATION-PROCESS-RANDOM.part}, where DESTINATION is
 * taken from a digest of the file name, so that the longest name has room, PROCESS says which JVM made it, and RANDOM
 * cannot be guessed; and the same with {@code .link} for what is about to land: beside its part, which guards it, or alone,
 * if it is the link of a moment; and with {@code .work} for a {@link WorkFolder}.
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

    private final Path folder;
    private final String start;
    private final Pattern ours;

    private PartNames(Path folder, String start) {
        this.folder = folder;
        this.start = start;
        this.ours = Pattern.compile("(" + Pattern.quote(start) + "[0-9a-f]{8}-[0-9a-f]{" + 2 * RANDOM_BYTES
                + "})(\\.part|\\.link|\\.work)");
    }

    static PartNames of(Path destination) {
        byte[] name = String.valueOf(destination.getFileName()).getBytes(StandardCharsets.UTF_8);
        String hash = HexFormat.of().formatHex(Sha256.of(name), 0, NAME_BYTES);
        Path folder = destination.getParent();
        return new PartNames(folder == null ? destination : folder, PREFIX + hash + "-");
    }

    Path fresh() {
        return fresh(PART);
    }

    /** The name of a link without a part. */
    Path freshLink() {
        return fresh(LINK);
    }

    /** The name of a folder for both. */
    Path freshFolder() {
        return fresh(WORK);
    }

    private Path fresh(String suffix) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return folder.resolve(start + THIS_PROCESS + HexFormat.of().formatHex(random) + suffix);
    }

    /** A pattern of the shell for all of them. */
    String glob() {
        return start + "*";
    }

    /** The part that a file of ours is or belongs to; absent for a file that is not ours. */
    Optional<Path> partOf(Path file) {
        Matcher name = ours.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Optional.of(folder.resolve(name.group(1) + PART)) : Optional.empty();
    }

    /** Whether this JVM made a file of ours, be it by another class loader: then its owner lives. */
    boolean ofThisProcess(Path file) {
        return String.valueOf(file.getFileName()).startsWith(start + THIS_PROCESS);
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

    /** Process ids come again, in a container at every start: so the moment of the start is a part of it. */
    private static String thisProcess() {
        ProcessHandle process = ProcessHandle.current();
        String identity = process.pid() + "@" + process.info().startInstant().orElse(Instant.EPOCH);
        return HexFormat.of().formatHex(Sha256.of(identity), 0, 4);
    }
}
