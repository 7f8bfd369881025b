// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static io.ingot.fetch.internal.SettingChecks.millis;
import static io.ingot.fetch.internal.SettingChecks.refusal;
import static io.ingot.fetch.internal.SettingChecks.within;

import io.ingot.fetch.internal.destination.FileMode;
import io.ingot.fetch.internal.destination.FileOwnership;
import io.ingot.fetch.internal.limit.LeastRate;
import io.ingot.fetch.internal.limit.Limits;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.progress.ResolverAttempts;
import io.ingot.fetch.internal.transfer.RetrySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * The checked form of {@link FetchConfig}.
 *
 * @param retries how failed attempts are repeated
 * @param stallTimeout the time without a byte after which an attempt ends
 * @param leastRate the minimum rate of a connection
 * @param maxImageBytes the largest image, in bytes
 * @param ownership owner, group and mode of images at their destination
 * @param limits how many transfers run at a time, and how fast
 * @param segments the maximum number of connections for one image, from 1
 * @param store the settings of the image store
 * @param linkLocalFiles whether a local file is hard-linked rather than copied
 * @param requireLength whether an image that may have been cut is refused
 * @param signedChecksums whether a checksum file must be signed
 */
record FetchSettings(
        RetrySettings retries,
        Duration stallTimeout,
        LeastRate leastRate,
        long maxImageBytes,
        FileOwnership ownership,
        Limits limits,
        int segments,
        StoreSettings store,
        boolean linkLocalFiles,
        boolean requireLength,
        boolean signedChecksums) {
    /** @throws IllegalArgumentException naming the property, its value and the expected values */
    static FetchSettings of(FetchConfig config) {
        FileOwnership ownership = ownership(config);
        return new FetchSettings(
                retries(config),
                millis("stallTimeoutMillis", config.stallTimeoutMillis(), FetchConfig.DAY_MILLIS),
                leastRate(config),
                within("maxImageBytes", config.maxImageBytes(), 1, Long.MAX_VALUE),
                ownership,
                limits(config),
                (int) within("segments", config.segments(), 1, FetchConfig.MAX_SEGMENTS),
                StoreSettings.of(config, ownership.mode()),
                isLinkLocalFiles(config.localFiles()),
                config.requireLength(),
                isSignatureRequired(config.checksumSignatures()));
    }

    /** The limits of a fetch's calls to the resolver. */
    ResolverAttempts resolverAttempts(ProgressMeter meter) {
        return new ResolverAttempts(stallTimeout, retries.attempts(), meter);
    }

    private static RetrySettings retries(FetchConfig config) {
        Duration pause = millis("retryPauseMillis", config.retryPauseMillis(), FetchConfig.HOUR_MILLIS);
        Duration longestPause = millis("maxRetryPauseMillis", config.maxRetryPauseMillis(), FetchConfig.HOUR_MILLIS);
        if (longestPause.compareTo(pause) < 0) {
            throw refusal(
                    "maxRetryPauseMillis",
                    "must not be below retryPauseMillis, was " + longestPause.toMillis() + " and " + pause.toMillis());
        }
        return new RetrySettings(
                (int) within("retries", config.retries(), 0, FetchConfig.MAX_RETRIES),
                pause,
                longestPause,
                millis("retryLimitMillis", config.retryLimitMillis(), FetchConfig.WEEK_MILLIS));
    }

    /** Reads the least rate. Its window is at least the stall timeout, which alone decides about silence. */
    private static LeastRate leastRate(FetchConfig config) {
        Duration stall = Duration.ofMillis(config.stallTimeoutMillis());
        Duration window = millis("leastRateWindowMillis", config.leastRateWindowMillis(), FetchConfig.DAY_MILLIS);
        return new LeastRate(
                within("leastBytesPerSecond", config.leastBytesPerSecond(), 0, FetchConfig.MAX_LEAST_RATE),
                window.compareTo(stall) < 0 ? stall : window);
    }

    private static Limits limits(FetchConfig config) {
        return new Limits(
                (int) within("transfers", config.transfers(), 1, FetchConfig.MAX_TRANSFERS),
                (int) within("transfersPerOrigin", config.transfersPerOrigin(), 0, FetchConfig.MAX_TRANSFERS),
                within("smallImageBytes", config.smallImageBytes(), 0, Long.MAX_VALUE),
                within("bytesPerSecond", config.bytesPerSecond(), 0, Long.MAX_VALUE),
                within("bytesPerSecondPerOrigin", config.bytesPerSecondPerOrigin(), 0, Long.MAX_VALUE));
    }

    private static FileOwnership ownership(FetchConfig config) {
        FileOwnership ownership = FileOwnership.of(mode(config.mode()));
        String owner = config.owner().strip();
        if (!owner.isEmpty()) {
            try {
                ownership = ownership.owner(owner);
            } catch (IOException e) {
                throw refusal("owner", "must be a user of this machine, by name or number, was '" + owner + "'");
            }
        }
        String group = config.group().strip();
        if (!group.isEmpty()) {
            try {
                ownership = ownership.group(group);
            } catch (IOException e) {
                throw refusal("group", "must be a group of this machine, by name or number, was '" + group + "'");
            }
        }
        return ownership;
    }

    private static FileMode mode(String octal) {
        try {
            return FileMode.parse(octal);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(SettingChecks.PID + "/" + e.getMessage(), e);
        }
    }

    private static boolean isLinkLocalFiles(String localFiles) {
        return switch (localFiles.strip().toLowerCase(Locale.ROOT)) {
            case "link" -> true;
            case "copy" -> false;
            default -> throw refusal("localFiles", "must be link or copy, was '" + localFiles + "'");
        };
    }

    private static boolean isSignatureRequired(String checksumSignatures) {
        return switch (checksumSignatures.strip().toLowerCase(Locale.ROOT)) {
            case "require" -> true;
            case "ignore" -> false;
            default ->
                throw refusal("checksumSignatures", "must be ignore or require, was '" + checksumSignatures + "'");
        };
    }
}
