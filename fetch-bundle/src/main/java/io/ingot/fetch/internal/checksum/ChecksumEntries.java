// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the entries of a checksum file while it is read. Not safe for concurrent use. */
final class ChecksumEntries {
    private final Optional<String> fileAlgorithm;
    private final List<ChecksumLine> lines = new ArrayList<>();
    private final List<BrokenLine> broken = new ArrayList<>();
    private Optional<AlgorithmHeading> heading = Optional.empty();
    private int otherLines;

    /** @param fileAlgorithm the algorithm that the name of the file implies */
    ChecksumEntries(Optional<String> fileAlgorithm) {
        this.fileAlgorithm = fileAlgorithm;
    }

    /** Sets the algorithm of the digests below, unless they name their own. */
    void setHeading(AlgorithmHeading line) {
        heading = Optional.of(line);
    }

    Optional<AlgorithmHeading> heading() {
        return heading;
    }

    /** Counts a line without a checksum. */
    void skipLine() {
        otherLines++;
    }

    /** Adds an entry, whether its digest is valid or damaged. */
    void addEntry(SourceLine position, WrittenDigest digest, String path) {
        try {
            lines.add(line(position, digest, path));
        } catch (ImageException e) {
            broken.add(new BrokenLine(position, path, e.getMessage()));
        }
    }

    /**
     * Returns an entry. The algorithm is the one that the entry names, or else that of the heading, of the file name,
     * or of the number of digits.
     */
    ChecksumLine line(SourceLine position, WrittenDigest digest, String path) throws ImageException {
        if (digest.algorithm().isPresent()) {
            return new ChecksumLine(position, digest.checksum(), false, path);
        }
        if (heading.isPresent()) {
            return new ChecksumLine(position, checksumUnderHeading(digest, heading.get()), false, path);
        }
        if (fileAlgorithm.isPresent()) {
            try {
                Checksum checksum = digest.withDefaultAlgorithm(fileAlgorithm).checksum();
                return new ChecksumLine(position, checksum, false, path);
            } catch (ImageException e) {
                return new ChecksumLine(position, digest.checksum(), true, path);
            }
        }
        return new ChecksumLine(position, digest.checksum(), true, path);
    }

    private static Checksum checksumUnderHeading(WrittenDigest digest, AlgorithmHeading heading) throws ImageException {
        try {
            return digest.withDefaultAlgorithm(Optional.of(heading.algorithm())).checksum();
        } catch (ImageException e) {
            throw ChecksumText.refusal(
                    e.getMessage() + ", but the heading in line " + heading.line() + " names " + heading.algorithm());
        }
    }

    void add(ChecksumLine line) {
        lines.add(line);
    }

    void add(BrokenLine line) {
        broken.add(line);
    }

    List<ChecksumLine> lines() {
        return List.copyOf(lines);
    }

    List<BrokenLine> broken() {
        return List.copyOf(broken);
    }

    /** Whether the file consists of a single entry. */
    boolean isSingle() {
        return lines.size() == 1 && broken.isEmpty() && otherLines == 0;
    }
}
