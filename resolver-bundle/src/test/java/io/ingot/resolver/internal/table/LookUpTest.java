// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ingot.resolver.internal.fake.FakeFramework;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.resolver.internal.fake.Somebody;
import io.ingot.resolver.internal.fake.ToyService;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LookUpTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int LOOK_UPS = 200_000;

    private final FakeFramework framework = new FakeFramework();
    private final SchemeTable table = new SchemeTable();
    private final Arrivals arrivals = new Arrivals(table, service -> {});

    @Test
    void lookUpAllocatesNothingWhileServicesChurn() throws Exception {
        come("here");
        AtomicBoolean measured = new AtomicBoolean();
        Somebody<Integer> churning = Somebody.asks(call -> churnUntil(measured));

        lookUp(); // so that what is set up once is not counted
        long before = allocated();
        long nothing = allocated() - before;
        before = allocated();
        long found = lookUp();
        long bytes = allocated() - before - nothing;
        measured.set(true);

        assertThat(found).isEqualTo(LOOK_UPS);
        assertThat(bytes).isZero();
        assertThat(churning.answer()).isPositive();
    }

    @Test
    void lookUpTakesNoLock() throws Exception {
        come("here");
        synchronized (table) {
            assertThat(Somebody.asks(call -> table.find("here")).answer()).hasSize(1);
        }
    }

    private long lookUp() {
        long found = 0;
        for (int i = 0; i < LOOK_UPS; i++) {
            List<Bound> services = table.find("here");
            found += services.get(0).schemes().size() + table.find("elsewhere").size();
        }
        return found;
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

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
