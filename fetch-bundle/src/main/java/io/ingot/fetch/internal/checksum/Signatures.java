// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.spi.ChecksumSignatures;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Who verifies signatures, while somebody is there. Safe for concurrent use. */
public final class Signatures {
    private final AtomicReference<@Nullable ChecksumSignatures> present = new AtomicReference<>();

    /** Somebody is there. */
    public void came(ChecksumSignatures somebody) {
        present.set(somebody);
    }

    /** Somebody has gone, unless a replacement is there already. */
    public void left(ChecksumSignatures somebody) {
        present.compareAndSet(somebody, null);
    }

    /** @throws ImageException INVALID_CONFIGURATION while there is nobody */
    ChecksumSignatures present() throws ImageException {
        ChecksumSignatures somebody = present.get();
        if (somebody == null) {
            throw absent();
        }
        return somebody;
    }

    static ImageException absent() {
        return new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                "io.ingot.fetch/checksumSignatures is require, but the bundle io.ingot.openpgp, which verifies signatures, is"
                        + " not started; start it (in Karaf: feature:install ingot-openpgp), or set the property to"
                        + " ignore");
    }
}
