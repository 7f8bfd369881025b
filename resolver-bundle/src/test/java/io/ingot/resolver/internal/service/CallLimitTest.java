// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.image.Origin;
import io.ingot.resolver.internal.fake.Somebody;
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

    private final CallLimit turns = new CallLimit(LIMIT);
    private final Call call = Call.start();

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void callsBeyondTheLimitWaitForTheirTurnOrTheEndOfTheirCall() throws Exception {
        CallLimit one = new CallLimit(1);
        CallLimit.Turn taken = one.take(NO_HOST, call);
        Somebody<CallLimit.Turn> patient = waits(one, NO_HOST);
        Somebody<CallLimit.Turn> cancelled = waits(one, NO_HOST);

        cancelled.call().cancel("enough");
        assertThat(cancelled.failure()).hasMessage("enough");
        taken.giveBack();
        assertThat(patient.answer()).isNotNull();
    }

    @Test
    void oneOriginTakesNoMoreThanItsShare() throws Exception {
        List<CallLimit.Turn> silent = take(host("silent"), SHARE);
        Somebody<CallLimit.Turn> oneMore = waits(turns, host("silent"));

        take(host("other"), SHARE);
        assertThat(turns.describe(host("silent")))
                .isEqualTo("4 calls to http://silent:80 are under way, of 4 that one origin may have");
        silent.get(0).giveBack();
        assertThat(oneMore.answer()).isNotNull();
    }

    @Test
    void lastTurnsAreForOriginsThatHaveNone() throws Exception {
        for (Origin origin : List.of(host("a"), host("b"), host("c"))) {
            take(origin, SHARE);
        }
        take(host("d"), 1);
        waits(turns, host("d"));
        take(host("e"), 1);
        take(host("f"), 1);
        take(host("g"), 1);
        waits(turns, host("h"));
    }

    @Test
    void serviceThatTellsNoOriginsApartHasAllTurns() throws Exception {
        take(NO_HOST, LIMIT);
        waits(turns, NO_HOST);
        assertThat(turns.describe(NO_HOST)).isEqualTo("16 calls are under way, of 16 that one service may have");
    }

    @Test
    void callThatIsLeftBehindGivesItsTurnBackOnce() throws Exception {
        CallLimit one = new CallLimit(1);
        CallLimit.Turn hanging = one.take(host("a"), call);
        hanging.leaveBehind();
        hanging.leaveBehind();

        CallLimit.Turn next = one.take(host("a"), call);
        hanging.giveBack();
        hanging.giveBack();
        waits(one, host("b"));
        next.giveBack();
    }

    @Test
    void veryManyCallsThatAreLeftBehindCountUntilTheyReturn() throws Exception {
        CallLimit one = new CallLimit(1);
        List<CallLimit.Turn> behind = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            behind.add(one.leftBehind());
        }
        CallLimit.Turn last = one.take(NO_HOST, call);
        last.leaveBehind();
        Somebody<CallLimit.Turn> later = waits(one, NO_HOST);

        behind.get(0).giveBack();
        assertThat(later.answer()).isNotNull();
    }

    private List<CallLimit.Turn> take(Origin origin, int count) throws Exception {
        List<CallLimit.Turn> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(Somebody.asks(own -> turns.take(origin, own)).answer());
        }
        return taken;
    }

    private static Somebody<CallLimit.Turn> waits(CallLimit turns, Origin origin) {
        return Somebody.asks(own -> turns.take(origin, own)).awaitWaiting();
    }

    private static Origin host(String name) {
        return new Origin("http", Optional.of(name), OptionalInt.empty());
    }
}
