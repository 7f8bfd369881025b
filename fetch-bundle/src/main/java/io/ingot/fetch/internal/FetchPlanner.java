// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.cache.CacheLookup;
import io.ingot.fetch.internal.cache.CachePreview;
import io.ingot.fetch.internal.cache.StoreFailure;
import io.ingot.fetch.internal.cache.StoreProvider;
import io.ingot.fetch.internal.checksum.ChecksumFiles;
import io.ingot.fetch.internal.digest.Expectation;
import io.ingot.fetch.internal.store.Store;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.SchemeInfo;
import io.ingot.image.engine.ImageSources;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Dry run of a {@link FetchTask}: resolves and checks a reference without transferring it. Used by one thread. */
final class FetchPlanner {
    private final FetchJob initialJob;

    FetchPlanner(FetchJob initialJob) {
        this.initialJob = initialJob;
    }

    FetchPreview preview() throws ImageException {
        ImageSources services =
                initialJob.context().transferContext().resolver().services();
        ChecksumFiles.Outcome checksums = initialJob.checksumFiles().readAll(initialJob.request(), initialJob.call());
        FetchJob job = initialJob.withRequest(checksums.request());
        ImageReference reference = job.reference();
        Expectation requested = job.expectation();
        try (StoreProvider.StoreHandle handle = openStore(job)) {
            ImageInfo info = services.show(
                    conditional(job, handle), job.resolverAttempts().limits(), job.call());
            job.sizePolicy().checkImage(reference, info, job.destination());
            Expectation expectation = requested.and(info, reference);
            CachePreview cached = cached(job, handle, info, expectation);
            SchemeInfo service = service(services, reference.scheme());
            List<String> warnings = new ArrayList<>(info.notes());
            warnings.addAll(checksums.warnings());
            warnings.addAll(expectation.warnings());
            return FetchPreview.builder(service, reference, info)
                    .held(cached.held())
                    .reason(cached.reason())
                    .space(cached.space())
                    .checks(checks(expectation, info))
                    .checksums(expectation.expected())
                    .warnings(warnings)
                    .build();
        }
    }

    /** Opens the store, if the fetch would use it. Does not create a missing folder. */
    private static StoreProvider.StoreHandle openStore(FetchJob job) throws ImageException {
        StoreProvider stores = job.context().stores();
        boolean exists = stores.folder().filter(Files::isDirectory).isPresent();
        return job.request().options().useStore() && exists
                ? stores.acquireIfUsable()
                : StoreProvider.StoreHandle.none();
    }

    /**
     * Returns the request that a fetch would send: a conditional one, if the store can be read and has a record of it.
     */
    private static ImageRequest conditional(FetchJob job, StoreProvider.StoreHandle handle) throws ImageException {
        ImageRequest image = job.request().image();
        Optional<Store> store = handle.store();
        if (store.isEmpty()) {
            return image;
        }
        try {
            CacheLookup cache = new CacheLookup(store.get(), job.request().checksums());
            return CacheLookup.conditional(image, cache.recorded(image));
        } catch (StoreFailure e) {
            return image;
        }
    }

    private static CachePreview cached(
            FetchJob job, StoreProvider.StoreHandle handle, ImageInfo info, Expectation expectation)
            throws ImageException {
        if (!job.request().options().useStore()) {
            return CachePreview.withoutStore("the request does not use the store", info);
        }
        if (!info.cacheable()) {
            return CachePreview.withoutStore("it is a local file, or its origin does not allow caching", info);
        }
        if (handle.store().isEmpty()) {
            return CachePreview.withoutStore(
                    handle.problem().isEmpty() ? "nothing is recorded" : handle.problem(), info);
        }
        return CachePreview.of(job.storeFetch(handle.store().get()), info, expectation.expected());
    }

    private static SchemeInfo service(ImageSources services, String scheme) {
        return services.schemes().stream()
                .filter(info -> info.scheme().equals(scheme))
                .findFirst()
                .orElseGet(() -> new SchemeInfo(scheme, "", ""));
    }

    private static List<String> checks(Expectation expectation, ImageInfo info) {
        List<String> checks = new ArrayList<>();
        info.size().ifPresent(bytes -> checks.add("the image has " + bytes + " bytes"));
        for (Checksum checksum : expectation.expected()) {
            checks.add("its " + checksum.algorithm() + " is " + checksum.hex());
        }
        return checks;
    }
}
