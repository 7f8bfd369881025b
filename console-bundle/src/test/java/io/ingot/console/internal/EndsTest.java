// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.ImageServices;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Cancellation and timeouts of commands, and their wait for services. */
class EndsTest {
    private static final String REF = "http://mirror/a.qcow2";
    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void aStoppingConsoleCancelsAFetch() throws Exception {
        Ingot ingot = Ingot.withServices();
        CompletableFuture<Ended> fetch =
                CompletableFuture.supplyAsync(() -> ingot.run("fetch", REF, "/tmp/a", "--json"));
        ingot.fetcher.started.await();

        ingot.console.deactivate();

        assertThat(fetch.get().status()).isEqualTo(130);
        assertThat(fetch.get().error()).containsEntry("code", "CANCELLED");
        assertThat(fetch.get().message()).contains("stopping");
    }

    @Test
    void stoppingWaitsForTheLastOutputOfACommand() throws Exception {
        RunningCommands running = new RunningCommands();
        Call command = running.begin(Optional.empty(), () -> false);
        Thread stopping = new Thread(() -> running.stop(LONG));
        stopping.start();
        await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        assertThat(command.endCode()).contains(ErrorCode.CANCELLED);

        running.end(command);

        stopping.join();
    }

    @Test
    void aStoppedConsoleRunsNoCommand() {
        Ingot ingot = Ingot.withServices();
        ingot.console.deactivate();

        assertThat(ingot.run("schemes").status()).isEqualTo(130);
    }

    @Test
    void theTimeoutEndsAFetch() {
        Ended ended = Ingot.withServices().run("fetch", REF, "/tmp/a", "--timeout", "0.05", "--json");

        assertThat(ended.status()).isEqualTo(20);
        assertThat(ended.error())
                .containsEntry("code", "TIMED_OUT")
                .containsEntry("retryable", true)
                .as("the details of the fetch are kept")
                .containsEntry("details", List.of("toy 1.0.0 hangs"));
    }

    @Test
    void theTimeoutEndsAQuery() {
        Ingot ingot = Ingot.withServices();
        ingot.services.answer((request, call) -> {
            await().until(call::isEnded);
            call.check();
            return ImageInfo.builder().build();
        });

        assertThat(ingot.run("show", REF, "--timeout", "0.05").status()).isEqualTo(20);
    }

    @Test
    void theTimeoutEndsTheWaitForAService() {
        assertThat(Ingot.withoutServices(LONG)
                        .run("schemes", "--timeout", "0.05")
                        .status())
                .isEqualTo(20);
    }

    @Test
    void aCommandWaitsForAService() throws Exception {
        Ingot ingot = Ingot.withoutServices(LONG);
        CompletableFuture<Ended> schemes = new CompletableFuture<>();
        Thread command = new Thread(() -> schemes.complete(ingot.run("schemes")));
        command.start();
        await().until(() -> command.getState() == Thread.State.TIMED_WAITING);

        ingot.bindServices();

        assertThat(schemes.get().status()).isZero();
    }

    @Test
    void aServiceIsGotOnFirstUseAndOnce() {
        Ingot ingot = Ingot.withoutServices(LONG);
        FakeObjects<ImageServices> objects = new FakeObjects<>(ingot.services);
        ingot.console.services = objects;
        assertThat(objects.gets).isZero();

        ingot.run("schemes");
        ingot.run("schemes");

        assertThat(objects.gets).isEqualTo(1);
    }

    @Test
    void theBoundServiceIsUsed() {
        Ingot ingot = Ingot.withoutServices(Duration.ofMillis(1));
        ingot.console.services = new FakeObjects<>(null);
        assertThat(ingot.run("schemes").status())
                .as("a service that has just left")
                .isEqualTo(25);

        ingot.bindServices();
        assertThat(ingot.run("schemes").status()).isZero();

        ingot.console.services = null;
        assertThat(ingot.run("schemes").status()).isEqualTo(25);
    }

    @Test
    void theLaunchersCommandsReturnTheirStatus() {
        Ingot ingot = Ingot.withServices();
        ingot.launcher("run", () -> 42);
        ingot.launcher("demo", () -> 0);

        assertThat(ingot.run("run", "--shell", "--home", "/srv", "--config", "a/b=c"))
                .isEqualTo(new Ended(42, "", ""));
        assertThat(ingot.run("demo", "--json")).isEqualTo(new Ended(0, "", ""));
    }

    @Test
    void aLaunchersCommandWithoutAnActionIsInternal() {
        Ingot ingot = Ingot.withServices();
        assertThat(ingot.run("run").status()).isEqualTo(1);

        ingot.launcher("run", () -> "no status");
        assertThat(ingot.run("run").status()).isEqualTo(1);

        ingot.launcher("run", () -> {
            throw new java.io.IOException("hush");
        });
        assertThat(ingot.run("run").err()).contains("the log has the trace").doesNotContain("hush");
    }

    @Test
    void theTimeoutInterruptsALaunchersCommand() {
        Ingot ingot = Ingot.withServices();
        ingot.launcher("run", () -> {
            new CountDownLatch(1).await();
            return 0;
        });

        assertThat(ingot.run("run", "--timeout", "0.05").status()).isEqualTo(20);
    }

    @Test
    void aStoppingConsoleDoesNotCancelTheLaunchersCommand() throws Exception {
        Ingot ingot = Ingot.withServices();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch exit = new CountDownLatch(1);
        ingot.launcher("run", () -> {
            running.countDown();
            exit.await();
            return 0;
        });
        CompletableFuture<Ended> run = CompletableFuture.supplyAsync(() -> ingot.run("run"));
        running.await();

        ingot.console.deactivate();
        assertThat(run).isNotDone();
        exit.countDown();

        assertThat(run.get().status()).isZero();
    }
}
