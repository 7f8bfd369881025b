// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExitCallerTest {
    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, null, 1);
    }

    private static Optional<ExitCaller> find(StackTraceElement... stack) {
        return ExitCaller.find(Map.of(Thread.currentThread(), stack));
    }

    @Test
    void classThatCalledSystemExitIsNamedWithItsBundle() {
        ExitCaller culprit = find(
                        frame("java.lang.Thread", "join"),
                        frame("java.lang.Shutdown", "exit"),
                        frame("java.lang.Runtime", "exit"),
                        frame("java.lang.System", "exit"),
                        frame("org.toy.Activator", "start"))
                .orElseThrow();

        assertThat(culprit.thread()).isEqualTo(Thread.currentThread());
        assertThat(culprit.message(name -> Optional.of(name.equals("org.toy.Activator") ? "org.toy 1.0.0" : "another")))
                .contains("System.exit", "org.toy.Activator called it", "of the bundle org.toy 1.0.0");
    }

    @Test
    void signalIsNotACall() {
        assertThat(find(
                        frame("java.lang.Shutdown", "exit"),
                        frame("java.lang.Terminator$1", "handle"),
                        frame("jdk.internal.misc.Signal$1", "run")))
                .isEmpty();
    }

    @Test
    void classOutsideABundleIsNamedAlone() {
        ExitCaller culprit = new ExitCaller(Thread.currentThread(), "org.lib.Thing");

        assertThat(culprit.message(name -> Optional.empty()))
                .contains("org.lib.Thing called it")
                .doesNotContain("bundle ");
    }
}
