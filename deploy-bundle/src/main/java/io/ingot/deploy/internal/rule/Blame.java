// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Example;
import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.ExpectedChecksum;
import io.ingot.image.deploy.Role;
import java.util.List;

/** Which field is to be changed, where asking for an image failed: the one that names it, or its checksum's. */
public final class Blame {
    /** What the engine adds to a failure to read a checksum file, or to verify its signature. */
    private static final String READING_CHECKSUMS = "while reading the checksum file";

    /** The setting that a policy names where it refuses an algorithm. */
    private static final String WEAK_CHECKSUMS = "allowWeakChecksums";

    private Blame() {}

    /** Tells of a failure. */
    public static void tell(Role role, List<ExpectedChecksum> expected, ImageException failure, Findings findings) {
        if (!expected.isEmpty() && byChecksum(expected, failure)) {
            findings.failed(Field.IMAGE_CHECKSUM, failure, Example.checksum());
        } else {
            findings.failed(role.field(), failure, Example.of(role));
        }
    }

    private static boolean byChecksum(List<ExpectedChecksum> expected, ImageException failure) {
        ErrorCode code = failure.code();
        return code == ErrorCode.CHECKSUM_MISMATCH
                || code == ErrorCode.INVALID_METADATA
                || failure.getMessage().contains(WEAK_CHECKSUMS)
                || failure.details().stream().anyMatch(detail -> detail.contains(READING_CHECKSUMS))
                || expected.stream().anyMatch(sum -> names(failure, sum));
    }

    private static boolean names(ImageException failure, ExpectedChecksum sum) {
        return sum instanceof ExpectedChecksum.InFile file
                && failure.getMessage().contains(file.file().toString());
    }
}
