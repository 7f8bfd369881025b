// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.deploy.internal.prepare.FakeEngine;
import io.ingot.deploy.internal.prepare.Node;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.CleanedNode;
import io.ingot.image.deploy.Role;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service, while other services come and go. */
class OperatorPlannerTest {
    @TempDir
    private Path temporary;

    private final OperatorPlanner planner = new OperatorPlanner(new PlannerFixture().config());

    @Test
    void cleaningNeedsNoEngine() throws Exception {
        FakeEngine engine = FakeEngine.copying();
        planner.fetcher = engine;
        try (Call call = Call.start()) {
            planner.prepare(Node.plan("v1", Role.IMAGE), temporary, images -> {}, call);
            planner.fetcher = null;
            CleanedNode cleaned = planner.clean(temporary, call);
            assertThat(cleaned.removed()).containsExactly(temporary.resolve("image"));
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void stoppingEndsRunningCallsAndWaitsForThem() throws Exception {
        FakeEngine engine = FakeEngine.copying().endless(Node.url("v1-image"));
        planner.fetcher = engine;
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<ImageException> end = new AtomicReference<>();
        try (Call call = Call.start()) {
            Thread preparation = new Thread(() -> {
                try {
                    planner.prepare(Node.plan("v1", Role.IMAGE), temporary, images -> started.countDown(), call);
                } catch (ImageException e) {
                    end.set(e);
                }
            });
            preparation.start();
            assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();

            planner.stop();

            OperatorPlanner next = new OperatorPlanner(new PlannerFixture().config());
            next.fetcher = FakeEngine.copying();
            next.prepare(Node.plan("v2", Role.IMAGE), temporary, images -> {}, call);
            preparation.join();
            assertThat(call.isEnded()).isFalse();
        }
        assertStopping(Objects.requireNonNull(end.get()));
    }

    @Test
    void stoppedPlannerRefusesCalls() throws Exception {
        planner.fetcher = FakeEngine.copying();
        planner.stop();
        try (Call call = Call.start()) {
            ImageException failure = catchThrowableOfType(
                    ImageException.class,
                    () -> planner.prepare(Node.plan("v1", Role.IMAGE), temporary, images -> {}, call));
            assertStopping(failure);
        }
        assertThat(temporary).isEmptyDirectory();
    }

    private static void assertStopping(ImageException failure) {
        assertThat(failure).hasMessageContaining("io.ingot.deploy is stopping");
        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    }
}
