// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has been read of a checksum file so far. For one thread. */
final class ChecksumEntries {
    private final Optional<String> ofFile;
    private final List<ChecksumLine> lines = new ArrayList<>();
    private final List<BrokenLine> broken = new ArrayList<>();
    private Optional<AlgorithmHeading> heading = Optional.empty();
    private int others;

    /** @param ofFile the algorithm that the file has by its own name */
    ChecksumEntries(Optional<String> ofFile) {
        this.ofFile = ofFile;
    }

    /** The algorithm of the digests below is this, unless they name their own. */
    void head(AlgorithmHeading line) {
        heading = Optional.of(line);
    }

    Optional<AlgorithmHeading> heading() {
        return heading;
    }

    /** Notes a line that says nothing of checksums. */
    void passOver() {
        others++;
    }

    /** Takes an entry, be its digest right or not. */
    void take(SourceLine place, WrittenDigest digest, String path) {
        try {
            lines.add(line(place, digest, path));
        } catch (ImageException e) {
            broken.add(new BrokenLine(place, path, e.getMessage()));
        }
    }

    /** An entry; its digest is of the algorithm that it names, else of that of the heading, of the file, or of its length. */
    ChecksumLine line(SourceLine place, WrittenDigest digest, String path) throws ImageException {
        if (digest.algorithm().isPresent()) {
            return new ChecksumLine(place, digest.checksum(), false, path);
        }
        if (heading.isPresent()) {
            return new ChecksumLine(place, headed(digest, heading.get()), false, path);
        }
        if (ofFile.isPresent()) {
            try {
                Checksum checksum = digest.orOf(ofFile).checksum();
                return new ChecksumLine(place, checksum, false, path);
            } catch (ImageException e) {
                return new ChecksumLine(place, digest.checksum(), true, path);
            }
        }
        return new ChecksumLine(place, digest.checksum(), true, path);
    }

    private static Checksum headed(WrittenDigest digest, AlgorithmHeading heading) throws ImageException {
        try {
            return digest.orOf(Optional.of(heading.algorithm())).checksum();
        } catch (ImageException e) {
            throw ChecksumText.refusal(
                    e.getMessage() + ", and line " + heading.line() + " above it says " + heading.algorithm());
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

    /** Whether a single entry is all that the file says. */
    boolean single() {
        return lines.size() == 1 && broken.isEmpty() && others == 0;
    }
}
