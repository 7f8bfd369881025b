// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.spi.ChecksumSignatures;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The verifier of signatures that is present now. Safe for concurrent use. */
public final class Signatures {
    private final Supplier<? extends @Nullable ChecksumSignatures> present;

    /** {@code present} answers null while there is no verifier. */
    public Signatures(Supplier<? extends @Nullable ChecksumSignatures> present) {
        this.present = present;
    }

    /** @throws ImageException UNAVAILABLE while there is none */
    ChecksumSignatures present() throws ImageException {
        ChecksumSignatures verifier = present.get();
        if (verifier == null) {
            throw absent();
        }
        return verifier;
    }

    static ImageException absent() {
        return new ImageException(
                ErrorCode.UNAVAILABLE,
                "io.ingot.fetch/checksumSignatures is require, but the bundle io.ingot.openpgp, which verifies signatures, is"
                        + " not started; start it (in Karaf: feature:install ingot-openpgp), or set the property to"
                        + " ignore");
    }
}
