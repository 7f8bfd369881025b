// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleException;

@Timeout(60)
class LifecycleCallTest {
    private final LifecycleCall patient = new LifecycleCall(Duration.ofMinutes(5));

    @Test
    void hangingBundleIsAbandoned() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);

        assertThat(new LifecycleCall(Duration.ofMillis(10)).completesInTime(() -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        throw new BundleException("interrupted", e);
                    }
                    returned.countDown();
                }))
                .isFalse();
        release.countDown();
        returned.await();
    }

    @Test
    void failureIsThrownUnchanged() {
        BundleException failure = new BundleException("no");

        assertThatThrownBy(() -> patient.completesInTime(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> patient.completesInTime(() -> {
                    throw new LinkageError("gone");
                }))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void bundleThatReturnsInTimeIsAwaited() throws Exception {
        assertThat(patient.completesInTime(() -> {})).isTrue();
    }
}
