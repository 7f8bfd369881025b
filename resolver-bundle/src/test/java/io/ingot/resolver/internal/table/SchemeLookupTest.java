// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.resolver.internal.fake.Allocation;
import io.ingot.resolver.internal.fake.CallerThread;
import io.ingot.resolver.internal.fake.FakeFramework;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.testing.service.ToyService;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SchemeLookupTest {
    private static final int LOOK_UPS = 200_000;

    private final FakeFramework framework = new FakeFramework();
    private final SchemeTable table = new SchemeTable();
    private final ServiceTracking arrivals = new ServiceTracking(table, Runnable::run, service -> {});

    @Test
    void lookUpAllocatesNothingWhileServicesChurn() throws Exception {
        come("here");
        AtomicBoolean measured = new AtomicBoolean();
        CallerThread<Integer> churning = CallerThread.start(call -> churnUntil(measured));

        long bytes = Allocation.of(this::lookUp);
        measured.set(true);

        assertThat(bytes).isZero();
        assertThat(churning.answer()).isPositive();
    }

    @Test
    void lookUpTakesNoLock() throws Exception {
        come("here");
        synchronized (table) {
            assertThat(CallerThread.start(call -> table.find("here")).answer()).hasSize(1);
        }
    }

    private void lookUp() {
        for (int i = 0; i < LOOK_UPS; i++) {
            if (table.find("here").size() != 1 || !table.find("elsewhere").isEmpty()) {
                throw new AssertionError("the table is corrupt");
            }
        }
    }

    private int churnUntil(AtomicBoolean over) {
        int rounds = 0;
        while (!over.get()) {
            FakeService service = come("churning");
            service.unregister();
            arrivals.unbind(service.getServiceReference());
            rounds++;
        }
        return rounds;
    }

    private FakeService come(String scheme) {
        FakeService service =
                framework.register(framework.install("toy"), ToyService.named("toy"), Map.of("scheme", scheme));
        arrivals.bind(service);
        return service;
    }
}
