// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.source;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.Origin;
import io.ingot.image.spi.ImageSource;
import io.ingot.resolver.internal.call.CallThreads;
import io.ingot.resolver.internal.call.ServiceCalls;
import io.ingot.resolver.internal.fake.FakeFramework;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.resolver.internal.service.LinkedCall;
import io.ingot.resolver.internal.service.Provider;
import io.ingot.resolver.internal.service.TrackedService;
import io.ingot.testing.service.ToyService;
import java.util.Map;

/** A registered service, whose sources are guarded, and a call. */
final class GuardFixture implements AutoCloseable {
    private final FakeFramework framework = new FakeFramework();
    private final FakeService registered =
            framework.register(framework.install("toy"), ToyService.named("toy"), Map.of("scheme", "toy"));
    final TrackedService service =
            new TrackedService(Provider.of(registered.bundle().bundle()), registered, Runnable::run);
    private final CallThreads threads = new CallThreads();
    final Call call = Call.start();

    /** Guards a source that the service has returned as toy:image. */
    GuardedBytes guard(ImageSource.Bytes bytes) throws ImageException {
        return guard(bytes, link());
    }

    /** Guards a source that a call has returned. */
    GuardedBytes guard(ImageSource.Bytes bytes, LinkedCall linkedCall) throws ImageException {
        return GuardedBytes.of(bytes, linkedCall, new ServiceCalls(threads), "toy:image");
    }

    LinkedCall link() throws ImageException {
        return service.link(Origin.ofScheme("toy"), call);
    }

    @Override
    public void close() {
        call.close();
        threads.close();
    }
}
