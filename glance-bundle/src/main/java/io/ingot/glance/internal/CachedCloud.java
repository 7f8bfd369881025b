// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.glance.internal.cloud.Cloud;
import io.ingot.glance.internal.keystone.Account;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import org.jspecify.annotations.Nullable;

/**
 * The cloud as it was last read. It is read at first use and at each authentication, so that changed files take effect
 * then. Safe for concurrent use.
 */
final class CachedCloud {
    private final Source source;
    private volatile @Nullable Cloud cached;

    /** Reads the cloud from its configuration. */
    @FunctionalInterface
    interface Source {
        /**
         * Reads the cloud.
         *
         * @throws ImageException INVALID_CONFIGURATION if the configuration cannot be used
         */
        Cloud read() throws ImageException;
    }

    CachedCloud(Source source) {
        this.source = source;
    }

    /** Returns the cloud. Without an account there are no authentications, so the cloud is read each time. */
    Cloud get() throws ImageException {
        Cloud cloud = cached;
        return cloud == null || cloud.account().isEmpty() ? read() : cloud;
    }

    /**
     * Reads the account.
     *
     * @throws ImageException INVALID_CONFIGURATION if there is none any more
     */
    Account account() throws ImageException {
        return read().account()
                .orElseThrow(() -> new ImageException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "the account for Glance is no longer configured: check io.ingot.glance/cloud, clouds.yaml and the"
                                + " variables OS_*"));
    }

    private Cloud read() throws ImageException {
        Cloud cloud = source.read();
        cached = cloud;
        return cloud;
    }
}
