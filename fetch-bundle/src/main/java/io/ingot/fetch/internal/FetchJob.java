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
 * One fetch, or a dry run of one: its request, the settings that it began with, and the objects that live as long as
 * it. Immutable. Its meter, call and watchdog are safe for concurrent use; its other parts belong to the thread of the
 * fetch.
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
        this.meter = new ProgressMeter(context.transferContext().nanos());
        this.watchdog = new Watchdog(context.transferContext().nanos(), settings.stallTimeout(), settings.leastRate());
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
     * Starts a fetch under a new call, which is closed when the fetch ends.
     *
     * @throws ImageException LOCAL_IO if the destination cannot be used
     */
    static FetchJob start(EngineContext context, FetchSettings settings, FetchRequest request) throws ImageException {
        FetchDestination destination = FetchDestination.of(request.destination());
        Call call = request.options().timeout().map(Call::within).orElseGet(Call::start);
        return new FetchJob(context, settings, request, destination, call);
    }

    /**
     * Starts a dry run under the caller's call.
     *
     * @throws ImageException LOCAL_IO if the destination cannot be used
     */
    static FetchJob dryRun(EngineContext context, FetchSettings settings, FetchRequest request, Call call)
            throws ImageException {
        return new FetchJob(context, settings, request, FetchDestination.of(request.destination()), call);
    }

    /** Returns this job with another request: the one that has the checksums of its checksum files. */
    FetchJob withRequest(FetchRequest resolved) {
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

    /** The origin of the reference, according to the image service of its scheme. */
    Origin origin() {
        return context.transferContext().resolver().origin(reference());
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

    /** Collects the warnings, and builds the result. */
    ResultBuilder result() {
        return result;
    }

    /** The limits of the calls to the resolver. */
    ResolverAttempts resolverAttempts() {
        return settings.resolverAttempts(meter);
    }

    /** Returns a new reader for the checksum files of the request. */
    ChecksumFiles checksumFiles() {
        return context.checksumFiles(settings, meter);
    }

    /** The checksums that the caller expects. */
    Expectation expectation() throws ImageException {
        return Expectation.of(request, context.transferContext().policy());
    }

    /** Returns the checks of the image and its size. */
    SizePolicy sizePolicy() {
        return new SizePolicy(
                context.transferContext().policy(), settings.maxImageBytes(), settings.requireLength(), request);
    }

    /** Returns a new schedule of attempts and pauses. */
    Backoff backoff() {
        return new Backoff(
                settings.retries(),
                RandomGenerator.getDefault(),
                context.transferContext().nanos());
    }

    /** Returns this fetch as the store sees it. */
    StoreFetch storeFetch(Store store) {
        return new StoreFetch(store, request, origin(), destination, call);
    }
}
