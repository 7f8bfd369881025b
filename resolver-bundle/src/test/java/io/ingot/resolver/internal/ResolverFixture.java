// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import io.ingot.access.AccessPolicy;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import io.ingot.resolver.internal.fake.FakeBundle;
import io.ingot.resolver.internal.fake.FakeComponents;
import io.ingot.resolver.internal.fake.FakeCredentials;
import io.ingot.resolver.internal.fake.FakeFramework;
import io.ingot.resolver.internal.fake.FakeService;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Bundle;

/** A resolver in a fake framework, with the events that Declarative Services would deliver. */
final class ResolverFixture implements AutoCloseable {
    final FakeFramework framework = new FakeFramework();
    final FakeComponents components = new FakeComponents();
    final FakeCredentials credentials = new FakeCredentials();
    final ImageResolver resolver;

    ResolverFixture() {
        this(Map.of(), new Policy());
    }

    ResolverFixture(Map<String, Object> settings) {
        this(settings, new Policy());
    }

    ResolverFixture(Map<String, Object> settings, AccessPolicy policy) {
        Map<String, Object> all = new HashMap<>(Map.of("retryPauseMillis", 1L, "protectedSchemes", new String[0]));
        all.putAll(settings);
        resolver =
                new ImageResolver(FakeConfig.with(all), framework.context(), policy, credentials, components.runtime());
    }

    /** Installs a bundle {@code toy.SCHEME} with this service. */
    FakeService register(String scheme, ImageService service) {
        return register(framework.install("toy." + scheme).announces(scheme), service, Map.of("scheme", scheme));
    }

    FakeService register(FakeBundle bundle, ImageService service, Map<String, ?> properties) {
        FakeService registered = framework.register(bundle, service, properties);
        resolver.bindService(registered);
        return registered;
    }

    /** Stops the bundle of a service. */
    void stop(FakeService service) {
        service.bundle().state(Bundle.STOPPING);
        service.unregister();
        resolver.unbindService(service.getServiceReference());
        service.bundle().state(Bundle.RESOLVED);
    }

    /** Uninstalls the bundle of a service. */
    void uninstall(FakeService service) {
        stop(service);
        framework.uninstall(service.bundle());
    }

    ImageInfo show(String reference) throws ImageException {
        try (Call call = Call.start()) {
            return resolver.show(request(reference), call);
        }
    }

    ImageSource open(String reference) throws ImageException {
        try (Call call = Call.start()) {
            return resolver.open(request(reference), ImageInfo.builder().build(), call);
        }
    }

    static ImageRequest request(String reference) throws ImageException {
        return ImageRequest.of(ImageReference.parse(reference));
    }

    @Override
    public void close() {
        resolver.deactivate();
    }

    /** Allows everything. */
    static class Policy implements AccessPolicy {
        @Override
        public void checkReference(ImageReference reference) throws ImageException {}

        @Override
        public void checkAddress(String host, InetAddress address) {}

        @Override
        public void checkFile(Path real) {}

        @Override
        public void checkSize(long bytes) {}

        @Override
        public void checkAlgorithm(String algorithm) {}
    }
}
