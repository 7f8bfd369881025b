// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.cache.StoreFetch;
import io.ingot.fetch.internal.checksum.ChecksumFiles;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.progress.ProgressMeter;
import io.ingot.fetch.internal.progress.ResolverAttempts;
import io.ingot.fetch.internal.store.Store;
import io.ingot.fetch.internal.transfer.Backoff;
import io.ingot.fetch.internal.transfer.SizePolicy;
import io.ingot.fetch.internal.transfer.Watchdog;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Origin;
import io.ingot.image.client.FetchRequest;
import java.util.random.RandomGenerator;

/**
 * One fetch, or the dry run of one: what its caller asks for, the settings that it began with, and what accompanies it from
 * its start to its end. Immutable; what it leads to is used by the thread of the fetch, but for the meter, the call and the
 * watchdog, which are safe for concurrent use.
 */
final class FetchJob {
    private final EngineContext context;
    private final FetchSettings settings;
    private final FetchRequest request;
    private final FetchDestination destination;
    private final Call call;
    private final ProgressMeter meter;
    private final Watchdog watchdog;
    private final ResultBuilder result;

    private FetchJob(
            EngineContext context,
            FetchSettings settings,
            FetchRequest request,
            FetchDestination destination,
            Call call) {
        this.context = context;
        this.settings = settings;
        this.request = request;
        this.destination = destination;
        this.call = call;
        this.meter = new ProgressMeter(context.equipment().nanos());
        this.watchdog = new Watchdog(context.equipment().nanos(), settings.stallTimeout(), settings.leastRate());
        this.result = new ResultBuilder(request.image().reference(), destination, meter);
    }

    private FetchJob(FetchJob job, FetchRequest request) {
        this.context = job.context;
        this.settings = job.settings;
        this.request = request;
        this.destination = job.destination;
        this.call = job.call;
        this.meter = job.meter;
        this.watchdog = job.watchdog;
        this.result = job.result;
    }

    /**
     * A fetch under a call of its own, which is closed at its end.
     *
     * @throws ImageException LOCAL_IO if the destination cannot be used
     */
    static FetchJob start(EngineContext context, FetchSettings settings, FetchRequest request) throws ImageException {
        FetchDestination destination = FetchDestination.of(request.destination());
        Call call = request.options().timeout().map(Call::within).orElseGet(Call::start);
        return new FetchJob(context, settings, request, destination, call);
    }

    /**
     * A dry run under the caller's call.
     *
     * @throws ImageException LOCAL_IO if the destination cannot be used
     */
    static FetchJob dryRun(EngineContext context, FetchSettings settings, FetchRequest request, Call call)
            throws ImageException {
        return new FetchJob(context, settings, request, FetchDestination.of(request.destination()), call);
    }

    /** The same job with what the checksum files of its request say. */
    FetchJob with(FetchRequest resolved) {
        return new FetchJob(this, resolved);
    }

    EngineContext context() {
        return context;
    }

    FetchSettings settings() {
        return settings;
    }

    FetchRequest request() {
        return request;
    }

    ImageReference reference() {
        return request.image().reference();
    }

    /** The origin of its reference, by what its service says of the scheme. */
    Origin origin() {
        return context.equipment().resolver().origin(reference());
    }

    FetchDestination destination() {
        return destination;
    }

    Call call() {
        return call;
    }

    ProgressMeter meter() {
        return meter;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    /** Collects what the caller is told in the end. */
    ResultBuilder result() {
        return result;
    }

    /** How it asks the resolver. */
    ResolverAttempts asking() {
        return settings.asking(meter);
    }

    /** Its checksum files, of which none has been read. */
    ChecksumFiles checksumFiles() {
        return context.checksumFiles(settings, meter);
    }

    /** What its caller expects of the bytes. */
    Expectation expectation() throws ImageException {
        return Expectation.of(request, context.equipment().policy());
    }

    /** Which images and sizes it accepts. */
    SizePolicy sizes() {
        return new SizePolicy(
                context.equipment().policy(), settings.maxImageBytes(), settings.requireLength(), request);
    }

    /** Its attempts and pauses, of which none has been made. */
    Backoff backoff() {
        return new Backoff(
                settings.retries(),
                RandomGenerator.getDefault(),
                context.equipment().nanos());
    }

    /** It, as a store knows it. */
    StoreFetch through(Store store) {
        return new StoreFetch(store, request, origin(), destination, call);
    }
}
