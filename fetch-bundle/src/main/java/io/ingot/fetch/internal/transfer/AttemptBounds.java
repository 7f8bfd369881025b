// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.limit.Slots;
import io.ingot.fetch.internal.progress.ResolverAttempts;
import io.ingot.image.Call;

/**
 * The limits of one transfer's attempts.
 *
 * @param backoff counts the attempts and pauses between them
 * @param watchdog ends an attempt that stalls
 * @param slot occupied during attempts and released during pauses; closed by its owner
 * @param resolverAttempts the limits for calls to the resolver
 * @param call the deadline and cancellation of the transfer
 */
public record AttemptBounds(
        Backoff backoff, Watchdog watchdog, Slots.Slot slot, ResolverAttempts resolverAttempts, Call call) {}
