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
 * @param stallTimeout how long no byte may come
 * @param leastRate how fast bytes must come
 * @param maxImageBytes the most bytes of an image
 * @param rights whose is what lands, and who may do what with it
 * @param limits what may happen at once, and how fast
 * @param segments the most connections for one image, from 1
 * @param store where images are held, and for how long
 * @param linkLocalFiles whether a local file is hard-linked rather than copied
 * @param requireLength whether an image that may have been cut is refused
 * @param signedChecksums whether a checksum file must be signed
 */
record FetchSettings(
        RetrySettings retries,
        Duration stallTimeout,
        LeastRate leastRate,
        long maxImageBytes,
        FileOwnership rights,
        Limits limits,
        int segments,
        StoreSettings store,
        boolean linkLocalFiles,
        boolean requireLength,
        boolean signedChecksums) {
    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    static FetchSettings of(FetchConfig config) {
        FileOwnership rights = rights(config);
        return new FetchSettings(
                retries(config),
                millis("stallTimeoutMillis", config.stallTimeoutMillis(), FetchConfig.DAY_MILLIS),
                leastRate(config),
                within("maxImageBytes", config.maxImageBytes(), 1, Long.MAX_VALUE),
                rights,
                limits(config),
                (int) within("segments", config.segments(), 1, FetchConfig.MOST_SEGMENTS),
                StoreSettings.of(config, rights.mode()),
                linked(config.localFiles()),
                config.requireLength(),
                signed(config.checksumSignatures()));
    }

    /** How a fetch with these settings asks the resolver. */
    ResolverAttempts asking(ProgressMeter meter) {
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
                (int) within("retries", config.retries(), 0, FetchConfig.MOST_RETRIES),
                pause,
                longestPause,
                millis("retryLimitMillis", config.retryLimitMillis(), FetchConfig.WEEK_MILLIS));
    }

    /** Silence is a stall: no window is so short that it would be judged earlier. */
    private static LeastRate leastRate(FetchConfig config) {
        Duration stall = Duration.ofMillis(config.stallTimeoutMillis());
        Duration window = millis("leastRateWindowMillis", config.leastRateWindowMillis(), FetchConfig.DAY_MILLIS);
        return new LeastRate(
                within("leastBytesPerSecond", config.leastBytesPerSecond(), 0, FetchConfig.MOST_LEAST_RATE),
                window.compareTo(stall) < 0 ? stall : window);
    }

    private static Limits limits(FetchConfig config) {
        return new Limits(
                (int) within("transfers", config.transfers(), 1, FetchConfig.MOST_TRANSFERS),
                (int) within("transfersPerOrigin", config.transfersPerOrigin(), 0, FetchConfig.MOST_TRANSFERS),
                within("smallImageBytes", config.smallImageBytes(), 0, Long.MAX_VALUE),
                within("bytesPerSecond", config.bytesPerSecond(), 0, Long.MAX_VALUE),
                within("bytesPerSecondPerOrigin", config.bytesPerSecondPerOrigin(), 0, Long.MAX_VALUE));
    }

    private static FileOwnership rights(FetchConfig config) {
        FileOwnership rights = FileOwnership.of(mode(config.mode()));
        String owner = config.owner().strip();
        if (!owner.isEmpty()) {
            try {
                rights = rights.owner(owner);
            } catch (IOException e) {
                throw refusal("owner", "must be a user of this machine, by name or number, was '" + owner + "'");
            }
        }
        String group = config.group().strip();
        if (!group.isEmpty()) {
            try {
                rights = rights.group(group);
            } catch (IOException e) {
                throw refusal("group", "must be a group of this machine, by name or number, was '" + group + "'");
            }
        }
        return rights;
    }

    private static FileMode mode(String octal) {
        try {
            return FileMode.parse(octal);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(SettingChecks.PID + "/" + e.getMessage(), e);
        }
    }

    private static boolean linked(String localFiles) {
        return switch (localFiles.strip().toLowerCase(Locale.ROOT)) {
            case "link" -> true;
            case "copy" -> false;
            default -> throw refusal("localFiles", "must be link or copy, was '" + localFiles + "'");
        };
    }

    private static boolean signed(String checksumSignatures) {
        return switch (checksumSignatures.strip().toLowerCase(Locale.ROOT)) {
            case "require" -> true;
            case "ignore" -> false;
            default ->
                throw refusal("checksumSignatures", "must be ignore or require, was '" + checksumSignatures + "'");
        };
    }
}
