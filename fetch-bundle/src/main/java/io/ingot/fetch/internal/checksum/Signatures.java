// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.spi.ChecksumSignatures;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Provides the current verifier of signatures. Safe for concurrent use. */
public final class Signatures {
    private final Supplier<? extends @Nullable ChecksumSignatures> current;

    /** Creates a provider. {@code current} returns null while there is no verifier. */
    public Signatures(Supplier<? extends @Nullable ChecksumSignatures> current) {
        this.current = current;
    }

    /** @throws ImageException UNAVAILABLE if there is no verifier */
    ChecksumSignatures current() throws ImageException {
        ChecksumSignatures verifier = current.get();
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
