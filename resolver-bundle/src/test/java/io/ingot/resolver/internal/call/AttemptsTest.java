// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.resolver.internal.fake.CallerThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptsTest {
    private static final RetryRule RULE = new RetryRule(4, Duration.ofMillis(100), Duration.ofMillis(500));

    private final List<Long> pauses = new ArrayList<>();
    private final List<ImageException> failures = new ArrayList<>();
    private final ImageException passing = new ImageException(ErrorCode.TRANSFER_FAILED, "reset");

    @Test
    void pausesDoubleUpToTheLongestUntilNoRetryIsLeft() throws Exception {
        Attempts attempts = attempts(1);
        try (Call call = Call.start()) {
            for (int i = 0; i < 4; i++) {
                attempts.pauseAfter(passing, call);
            }
            assertThatThrownBy(() -> attempts.pauseAfter(passing, call)).isSameAs(passing);
        }
        assertThat(pauses).containsExactly(100L, 200L, 400L, 500L);
    }

    @Test
    void listenerGetsRetriedFailuresAndRemainingAttempts() throws Exception {
        Attempts attempts = attempts(1);
        try (Call call = Call.start()) {
            assertThat(attempts.remaining()).isEqualTo(5);
            for (int i = 0; i < 4; i++) {
                attempts.pauseAfter(passing, call);
            }
            assertThat(attempts.remaining()).isOne();
            assertThatThrownBy(() -> attempts.pauseAfter(passing, call)).isSameAs(passing);
        }
        assertThat(failures).hasSize(4).containsOnly(passing);
    }

    @Test
    void aVersionChangeIsNotRetried() {
        ImageException changed = ImageException.versionChange("another version");
        try (Call call = Call.start()) {
            assertThatThrownBy(() -> attempts(1).pauseAfter(changed, call)).isSameAs(changed);
        }
        assertThat(pauses).isEmpty();
    }

    @Test
    void upToHalfOfAPauseIsRandom() throws Exception {
        try (Call call = Call.start()) {
            attempts(0).pauseAfter(passing, call);
            attempts(0.5).pauseAfter(passing, call);
        }
        assertThat(pauses).containsExactly(50L, 75L);
    }

    @Test
    void pauseThatTheServerAskedForIsKept() throws Exception {
        try (Call call = Call.start()) {
            attempts(0).pauseAfter(passing.withRetryAfter(Duration.ofMillis(300)), call);
        }
        assertThat(pauses).containsExactly(350L);
    }

    @Test
    void failureIsNotRetriedAfterALongerPauseThanAllowed() {
        ImageException late = passing.withRetryAfter(Duration.ofMillis(501));
        try (Call call = Call.start()) {
            assertThatThrownBy(() -> attempts(0).pauseAfter(late, call)).isSameAs(late);
        }
        assertThat(pauses).isEmpty();
    }

    @Test
    void excessivePauseOfAServiceIsNotTaken() {
        ImageException absurd = passing.withRetryAfter(Duration.ofSeconds(Long.MAX_VALUE));
        try (Call call = Call.start()) {
            assertThatThrownBy(() -> attempts(1).pauseAfter(absurd, call)).isSameAs(absurd);
        }
        assertThat(pauses).isEmpty();
    }

    @Test
    void pauseBeyondTheDeadlineIsNotTaken() {
        Attempts attempts = new Attempts(
                new RetryRule(1, Duration.ofHours(1), Duration.ofHours(1)),
                (time, call) -> pauses.add(1L),
                () -> 1,
                failures::add);
        try (Call call = Call.within(Duration.ofMinutes(30))) {
            assertThatThrownBy(() -> attempts.pauseAfter(passing, call)).isSameAs(passing);
        }
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = ErrorCode.class, mode = EnumSource.Mode.EXCLUDE, names = "TRANSFER_FAILED")
    void onlyFailedTransfersAreRetried(ErrorCode code) {
        ImageException failure = new ImageException(code, "final");
        try (Call call = Call.start()) {
            assertThatThrownBy(() -> attempts(0).pauseAfter(failure, call)).isSameAs(failure);
        }
    }

    @Test
    void nonRetryableFailureIsNotRetried() {
        ImageException lasting = passing.nonRetryable();
        try (Call call = Call.start()) {
            assertThatThrownBy(() -> attempts(0).pauseAfter(lasting, call)).isSameAs(lasting);
        }
    }

    @Test
    void endOfTheCallEndsAPause() throws Exception {
        CallerThread<Boolean> pausing = CallerThread.start(call -> {
            RetryPause.REAL.pause(Duration.ofHours(1), call);
            return true;
        });
        pausing.awaitWaiting().call().cancel("enough");

        assertThat(pausing.failure()).hasMessage("enough");
    }

    @Test
    void pauseEndsByItself() throws Exception {
        assertThat(CallerThread.start(call -> {
                            RetryPause.REAL.pause(Duration.ofMillis(1), call);
                            return true;
                        })
                        .answer())
                .isTrue();
    }

    private Attempts attempts(double chance) {
        return new Attempts(RULE, (time, call) -> pauses.add(time.toMillis()), () -> chance, failures::add);
    }
}
