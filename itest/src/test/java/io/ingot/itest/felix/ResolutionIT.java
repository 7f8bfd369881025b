// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.itest.BuiltBundles;
import io.ingot.itest.BuiltBundles.BundleEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import javax.inject.Inject;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The distribution contains all bundles that plain Felix needs. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ResolutionIT {
    @Inject
    private BundleContext context;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withTheDistribution()};
    }

    @Test
    public void everyBundleIsActive() {
        Instance felix = new Instance(context);

        assertThat(BuiltBundles.distribution())
                .extracting(BundleEntry::name)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(felix.bundle(name).getState()).isEqualTo(Bundle.ACTIVE));
    }

    @Test
    public void everySchemeIsAvailableAndNoServiceIsAbsent() {
        Instance ingot = new Instance(context);

        await().untilAsserted(() -> assertThat(ingot.schemes()).containsExactly("file", "glance", "http", "https"));
        assertThat(ingot.resolver().absent()).isEmpty();
    }

    @Test
    public void logLevelIsWarn() {
        Logger log = LoggerFactory.getLogger("io.ingot.fetch.internal.Engine");

        assertThat(log.isInfoEnabled()).isFalse();
        assertThat(log.isWarnEnabled()).isTrue();
    }

    @Test
    public void commandsAreAvailableInTheShellOfFelix() throws Exception {
        CommandProcessor shell = new Instance(context).service(CommandProcessor.class);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        try (CommandSession session = shell.createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
            session.execute("ingot:schemes --json");
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\"scheme\":\"file\",\"bundle\":\"io.ingot.file\"", "\"scheme\":\"glance\"");
    }
}
