// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.engine.AttemptListener;
import io.ingot.resolver.internal.absence.AbsentServices;
import io.ingot.resolver.internal.absence.Announcements;
import io.ingot.resolver.internal.fake.Allocation;
import io.ingot.resolver.internal.fake.FakeComponents;
import io.ingot.resolver.internal.fake.FakeFramework;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.resolver.internal.service.TrackedService;
import io.ingot.resolver.internal.table.BoundService;
import io.ingot.resolver.internal.table.SchemeTable;
import io.ingot.resolver.internal.table.ServiceTracking;
import io.ingot.testing.service.ToyService;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceSelectorTest {
    private static final ImageReference TOY = reference("toy:image");

    private final FakeFramework framework = new FakeFramework();
    private final SchemeTable table = new SchemeTable();
    private final ServiceTracking arrivals = new ServiceTracking(table, Runnable::run, service -> {});
    private final Announcements announcements = new Announcements(framework.context());
    private final ServiceSelector choice = new ServiceSelector(
            table, announcements, new AbsentServices(announcements, new FakeComponents().runtime()));

    @Test
    void selectingARegisteredServiceAllocatesNothing() {
        come(1);
        come(2);
        Set<TrackedService> leaving = new HashSet<>();
        try (Call call = Call.start()) {
            assertThat(Allocation.of(() -> {
                        for (int i = 0; i < 100_000; i++) {
                            choose(leaving, call);
                        }
                    }))
                    .isZero();
        }
    }

    @Test
    void leavingServiceIsSkipped() {
        come(2);
        come(1);
        try (Call call = Call.start()) {
            BoundService best = choose(Set.of(), call);
            assertThat(best.ranking()).isEqualTo(2);
            assertThat(choose(Set.of(best.service()), call).ranking()).isEqualTo(1);
        }
    }

    private BoundService choose(Set<TrackedService> leaving, Call call) {
        try {
            return choice.select(TOY, leaving, Duration.ZERO, AttemptListener.NONE, call);
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }

    private static ImageReference reference(String text) {
        try {
            return ImageReference.parse(text);
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }

    private void come(int ranking) {
        FakeService service = framework.register(
                framework.install("toy"), ToyService.named("toy"), Map.of("scheme", "toy", "service.ranking", ranking));
        arrivals.bind(service);
    }
}
