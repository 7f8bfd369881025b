// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.httpclient.internal.settings.HttpClientConfig;
import io.ingot.httpclient.internal.settings.HttpClientSettings;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.testing.Configurations;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests callers that give up while a connection is assigned to them. */
@Timeout(120)
class InterruptedLeaseTest {
    private static final int TRIALS = 3_000;
    private static final int MAX_SPIN = 400;
    private static final HttpRoute ROUTE = new HttpRoute(new HttpHost("http", "127.0.0.1", 9));

    private final ConnectionPool pool = new ConnectionPool(
            HttpClientSettings.of(Configurations.of(HttpClientConfig.class, "maxConnectionsPerHost", 1)));
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private final Random random = new Random(7);

    @AfterEach
    void stop() {
        other.shutdownNow();
        pool.retire();
    }

    /** Makes a waiting caller give up. */
    private interface Interruption {
        void apply(Thread waiting, Call call);
    }

    @Test
    void connectionIsLeasedOrReleasedAtAnyInterruption() throws Exception {
        assertNothingLeaks((waiting, call) -> waiting.interrupt());
    }

    @Test
    void connectionIsLeasedOrReleasedAtAnyEndOfTheCall() throws Exception {
        assertNothingLeaks((waiting, call) -> call.cancel("enough"));
    }

    private void assertNothingLeaks(Interruption interruption) throws Exception {
        int failed = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            try (Call owners = Call.start();
                    Call call = Call.start()) {
                Lease first = pool.lease(ROUTE, owners);
                Thread waiting = Thread.currentThread();
                int before = random.nextInt(MAX_SPIN);
                int after = random.nextInt(2 * MAX_SPIN) - MAX_SPIN;
                Future<?> race = other.submit(() -> {
                    spin(before - Math.min(0, after));
                    if (after < 0) {
                        first.discard();
                    }
                    interruption.apply(waiting, call);
                    spin(after);
                    first.discard();
                });
                failed += leaseFails(call) ? 1 : 0;
                awaitEnd(race);
            }
            assertThat(pool.leasedConnections()).as("leased in trial " + trial).isZero();
        }
        assertThat(failed).isPositive();
    }

    private boolean leaseFails(Call call) {
        try {
            pool.lease(ROUTE, call).discard();
            return false;
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
            return true;
        }
    }

    /** Waits for the race, whose interruption may come late: the next race must begin without it. */
    private static void awaitEnd(Future<?> race) throws ExecutionException {
        while (true) {
            try {
                Thread.interrupted();
                race.get();
                Thread.interrupted();
                return;
            } catch (InterruptedException e) {
                // wait again
            }
        }
    }

    private static void spin(int steps) {
        for (int i = 0; i < steps; i++) {
            Thread.onSpinWait();
        }
    }
}
