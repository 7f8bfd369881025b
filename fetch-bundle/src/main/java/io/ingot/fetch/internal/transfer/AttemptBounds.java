// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.limit.Slots;
import io.ingot.fetch.internal.progress.ResolverAttempts;
import io.ingot.image.Call;

/**
 * What bounds the attempts of one transfer.
 *
 * @param backoff how many attempts there are, and the pauses between them
 * @param watchdog ends an attempt that hangs
 * @param slot held while attempts run, and not in the pauses between them; closed by its owner
 * @param asking how the resolver is asked
 * @param call the deadline and cancellation of all of them
 */
public record AttemptBounds(Backoff backoff, Watchdog watchdog, Slots.Slot slot, ResolverAttempts asking, Call call) {}
