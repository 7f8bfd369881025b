// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.access.AccessPolicy;
import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.fetch.internal.segment.Traffic;
import io.ingot.fetch.internal.source.ResolverHolder;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The resources that all transfers of an engine share.
 *
 * @param resolver finds the image services
 * @param policy the operator's rules
 * @param pipelines hash and write what is read
 * @param traffic counts the bytes that all transfers receive
 * @param readerThreads run the readers of origins
 * @param stageThreads hash what is on disk, and write it back
 * @param nanos a clock such as {@link System#nanoTime}
 * @param clock the time of day, by which the grants of locations expire
 */
public record TransferContext(
        ResolverHolder resolver,
        AccessPolicy policy,
        Pipelines pipelines,
        Traffic traffic,
        Executor readerThreads,
        Executor stageThreads,
        LongSupplier nanos,
        InstantSource clock) {}
