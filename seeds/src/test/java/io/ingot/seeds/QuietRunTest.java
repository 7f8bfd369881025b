// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherFactory;

/** Checks that jqwik prints nothing: version 1.10 addresses the programs that read its output. */
class QuietRunTest {
    @Test
    void passingPropertiesPrintNothing() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream stream = new PrintStream(printed, true, UTF_8)) {
            System.setOut(stream);
            System.setErr(stream);
            run();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        assertThat(printed.toString(UTF_8)).isEmpty();
    }

    private static void run() {
        LauncherFactory.create()
                .execute(request()
                        .selectors(selectClass(Sample.class))
                        .configurationParameter("jqwik.database", "")
                        .configurationParameter("jqwik.reporting.onlyfailures", "true")
                        .build());
    }

    /** Run only by the test above, since Surefire skips nested classes. */
    static class Sample {
        @Property(tries = 5)
        boolean hasADigit(@ForAll int number) {
            return !Integer.toString(number).isEmpty();
        }
    }
}
