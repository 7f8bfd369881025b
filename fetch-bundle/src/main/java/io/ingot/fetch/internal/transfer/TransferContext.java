// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.access.AccessPolicy;
import io.ingot.fetch.internal.buffer.BufferBudget;
import io.ingot.fetch.internal.segment.Traffic;
import io.ingot.fetch.internal.source.ResolverHolder;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What all transfers of an engine share.
 *
 * @param door to the image services
 * @param policy what the operator allows
 * @param buffers the one budget
 * @param traffic what all of them receive
 * @param connections threads on which bytes are read from their origin
 * @param lanes threads on which they are hashed and written
 * @param nanos a clock like {@link System#nanoTime}
 * @param clock the time of day, by which grants expire
 */
public record TransferContext(
        ResolverHolder resolver,
        AccessPolicy policy,
        BufferBudget buffers,
        Traffic traffic,
        Executor readerThreads,
        Executor stageThreads,
        LongSupplier nanos,
        InstantSource clock) {}
