// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.glance.internal.cloud.Cloud;
import io.ingot.glance.internal.keystone.Account;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import org.jspecify.annotations.Nullable;

/**
 * The cloud as it was when it was last read: at first, and at each authentication, so that files that changed take effect
 * then. Safe for concurrent use.
 */
final class CachedCloud {
    private final Source source;
    private volatile @Nullable Cloud cached;

    /** Where it is read from. */
    @FunctionalInterface
    interface Source {
        /** Reads it anew; INVALID_CONFIGURATION if what is configured cannot be used. */
        Cloud read() throws ImageException;
    }

    CachedCloud(Source source) {
        this.source = source;
    }

    /** Who is nobody never authenticates: where no account is known, it is read anew. */
    Cloud get() throws ImageException {
        Cloud cloud = cached;
        return cloud == null || cloud.account().isEmpty() ? read() : cloud;
    }

    /** Who we are, read anew. */
    Account account() throws ImageException {
        return read().account()
                .orElseThrow(() -> new ImageException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "the account that was configured for Glance is gone: see io.ingot.glance/cloud, clouds.yaml, and"
                                + " the variables OS_*"));
    }

    private Cloud read() throws ImageException {
        Cloud cloud = source.read();
        cached = cloud;
        return cloud;
    }
}
