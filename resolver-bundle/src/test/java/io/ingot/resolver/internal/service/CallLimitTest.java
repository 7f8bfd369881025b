// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.resolver.internal.fake.Somebody;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallLimitTest {
    private static final int LIMIT = 16;
    private static final int SHARE = 4;

    private final CallLimit turns = new CallLimit(LIMIT);
    private final Call call = Call.start();

    @AfterEach
    void close() {
        call.close();
    }

    @Test
    void callsBeyondTheLimitWaitForTheirTurnOrTheEndOfTheirCall() throws Exception {
        CallLimit one = new CallLimit(1);
        CallLimit.Turn taken = one.take("", call);
        Somebody<CallLimit.Turn> patient = waits(one, "");
        Somebody<CallLimit.Turn> cancelled = waits(one, "");

        cancelled.call().cancel("enough");
        assertThat(cancelled.failure()).hasMessage("enough");
        taken.giveBack();
        assertThat(patient.answer()).isNotNull();
    }

    @Test
    void oneOriginTakesNoMoreThanItsShare() throws Exception {
        List<CallLimit.Turn> silent = take("http://silent", SHARE);
        Somebody<CallLimit.Turn> oneMore = waits(turns, "http://silent");

        take("http://other", SHARE);
        assertThat(turns.describe("http://silent"))
                .isEqualTo("4 calls to http://silent are under way, of 4 that one origin may have");
        silent.get(0).giveBack();
        assertThat(oneMore.answer()).isNotNull();
    }

    @Test
    void lastTurnsAreForOriginsThatHaveNone() throws Exception {
        for (String origin : List.of("http://a", "http://b", "http://c")) {
            take(origin, SHARE);
        }
        take("http://d", 1);
        waits(turns, "http://d");
        take("http://e", 1);
        take("http://f", 1);
        take("http://g", 1);
        waits(turns, "http://h");
    }

    @Test
    void serviceThatTellsNoOriginsApartHasAllTurns() throws Exception {
        take("", LIMIT);
        waits(turns, "");
        assertThat(turns.describe("")).isEqualTo("16 calls are under way, of 16 that one service may have");
    }

    @Test
    void callThatIsLeftBehindGivesItsTurnBackOnce() throws Exception {
        CallLimit one = new CallLimit(1);
        CallLimit.Turn hanging = one.take("http://a", call);
        hanging.leaveBehind();
        hanging.leaveBehind();

        CallLimit.Turn next = one.take("http://a", call);
        hanging.giveBack();
        hanging.giveBack();
        waits(one, "http://b");
        next.giveBack();
    }

    @Test
    void veryManyCallsThatAreLeftBehindCountUntilTheyReturn() throws Exception {
        CallLimit one = new CallLimit(1);
        List<CallLimit.Turn> behind = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            behind.add(one.leftBehind());
        }
        CallLimit.Turn last = one.take("", call);
        last.leaveBehind();
        Somebody<CallLimit.Turn> later = waits(one, "");

        behind.get(0).giveBack();
        assertThat(later.answer()).isNotNull();
    }

    private List<CallLimit.Turn> take(String origin, int count) throws Exception {
        List<CallLimit.Turn> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(Somebody.asks(own -> turns.take(origin, own)).answer());
        }
        return taken;
    }

    private static Somebody<CallLimit.Turn> waits(CallLimit turns, String origin) {
        return Somebody.asks(own -> turns.take(origin, own)).awaitWaiting();
    }
}
