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
    private final FetchJob asked;

    FetchPlanner(FetchJob asked) {
        this.asked = asked;
    }

    FetchPreview look() throws ImageException {
        ImageSources services = asked.context().equipment().resolver().services();
        ChecksumFiles.Outcome sums = asked.checksumFiles().readAll(asked.request(), asked.call());
        FetchJob job = asked.with(sums.request());
        ImageReference reference = job.reference();
        Expectation wanted = job.expectation();
        try (StoreProvider.StoreHandle handle = store(job)) {
            ImageInfo info =
                    services.show(conditional(job, handle), job.asking().limits(), job.call());
            job.sizes().checkImage(reference, info, job.destination());
            Expectation expectation = wanted.and(info, reference);
            CachePreview cached = cached(job, handle, info, expectation);
            SchemeInfo service = service(services, reference.scheme());
            List<String> warnings = new ArrayList<>(info.notes());
            warnings.addAll(sums.warnings());
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

    /** The store, if the fetch would use it. A folder that is missing is not made. */
    private static StoreProvider.StoreHandle store(FetchJob job) throws ImageException {
        StoreProvider stores = job.context().room();
        boolean there = stores.folder().filter(Files::isDirectory).isPresent();
        return job.request().options().useStore() && there ? stores.enterIfUsable() : StoreProvider.StoreHandle.none();
    }

    /** The request, as a fetch makes it. A store that cannot be read now leaves it as it is. */
    private static ImageRequest conditional(FetchJob job, StoreProvider.StoreHandle handle) throws ImageException {
        ImageRequest image = job.request().image();
        Optional<Store> store = handle.store();
        if (store.isEmpty()) {
            return image;
        }
        try {
            CacheLookup cache = new CacheLookup(store.get(), job.request().checksums());
            return CacheLookup.conditional(image, cache.remembered(image));
        } catch (StoreFailure e) {
            return image;
        }
    }

    private static CachePreview cached(
            FetchJob job, StoreProvider.StoreHandle handle, ImageInfo info, Expectation expectation)
            throws ImageException {
        if (!job.request().options().useStore()) {
            return CachePreview.without("the store is not to be used", info);
        }
        if (!info.cacheable()) {
            return CachePreview.without("it lies in a local file, or its origin forbids to keep it", info);
        }
        if (handle.store().isEmpty()) {
            return CachePreview.without(handle.problem().isEmpty() ? "nothing is recorded" : handle.problem(), info);
        }
        return CachePreview.in(job.through(handle.store().get()), info, expectation.expected());
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
