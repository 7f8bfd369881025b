// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.image.Origin;
import io.ingot.resolver.internal.fake.CallerThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallLimitTest {
    private static final int LIMIT = 16;
    private static final int SHARE = 4;
    private static final Origin NO_HOST = Origin.ofScheme("toy");

    private final CallLimit limit = new CallLimit(LIMIT);
    private final Call call = Call.start();

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void callsBeyondTheLimitWaitForAPermitOrTheEndOfTheirCall() throws Exception {
        CallLimit one = new CallLimit(1);
        CallLimit.Permit taken = one.acquire(NO_HOST, call);
        CallerThread<CallLimit.Permit> patient = waits(one, NO_HOST);
        CallerThread<CallLimit.Permit> cancelled = waits(one, NO_HOST);

        cancelled.call().cancel("enough");
        assertThat(cancelled.failure()).hasMessage("enough");
        taken.release();
        assertThat(patient.answer()).isNotNull();
    }

    @Test
    void oneOriginGetsNoMoreThanItsShare() throws Exception {
        List<CallLimit.Permit> silent = take(host("silent"), SHARE);
        CallerThread<CallLimit.Permit> oneMore = waits(limit, host("silent"));

        take(host("other"), SHARE);
        assertThat(limit.describe(host("silent")))
                .isEqualTo("4 calls to http://silent:80 are running, the limit of one origin is 4");
        silent.get(0).release();
        assertThat(oneMore.answer()).isNotNull();
    }

    @Test
    void lastPermitsAreForOriginsWithoutACall() throws Exception {
        for (Origin origin : List.of(host("a"), host("b"), host("c"))) {
            take(origin, SHARE);
        }
        take(host("d"), 1);
        waits(limit, host("d"));
        take(host("e"), 1);
        take(host("f"), 1);
        take(host("g"), 1);
        waits(limit, host("h"));
    }

    @Test
    void serviceWithoutHostsMayUseAllPermits() throws Exception {
        take(NO_HOST, LIMIT);
        waits(limit, NO_HOST);
        assertThat(limit.describe(NO_HOST)).isEqualTo("16 calls are running, the limit of one service is 16");
    }

    @Test
    void abandonedCallReleasesItsPermitOnce() throws Exception {
        CallLimit one = new CallLimit(1);
        CallLimit.Permit hanging = one.acquire(host("a"), call);
        hanging.abandon();
        hanging.abandon();

        CallLimit.Permit next = one.acquire(host("a"), call);
        hanging.release();
        hanging.release();
        waits(one, host("b"));
        next.release();
    }

    @Test
    void veryManyAbandonedCallsCountUntilTheyReturn() throws Exception {
        CallLimit one = new CallLimit(1);
        List<CallLimit.Permit> behind = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            behind.add(one.abandonedReader());
        }
        CallLimit.Permit last = one.acquire(NO_HOST, call);
        last.abandon();
        CallerThread<CallLimit.Permit> later = waits(one, NO_HOST);

        behind.get(0).release();
        assertThat(later.answer()).isNotNull();
    }

    private List<CallLimit.Permit> take(Origin origin, int count) throws Exception {
        List<CallLimit.Permit> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(CallerThread.start(own -> limit.acquire(origin, own)).answer());
        }
        return taken;
    }

    private static CallerThread<CallLimit.Permit> waits(CallLimit limit, Origin origin) {
        return CallerThread.start(own -> limit.acquire(origin, own)).awaitWaiting();
    }

    private static Origin host(String name) {
        return new Origin("http", Optional.of(name), OptionalInt.empty());
    }
}
