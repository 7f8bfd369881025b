// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import io.ingot.itest.server.OpenStack;
import io.ingot.testing.Images;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.kar.KarService;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** Glance in Karaf, with a password in a file. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class GlanceKarafIT {
    private static final byte[] IMAGE = Images.ofSize(1_000_033);
    private static final String SETTINGS = "itest.glance.cfg";
    private static final String ID = "itest.glance.image";

    @Inject
    private FeaturesService features;

    @Inject
    private KarService kars;

    @Inject
    private SessionFactory sessions;

    /** Starts the cloud outside of Karaf. */
    @Configuration
    public Option[] configuration() throws Exception {
        OpenStack cloud = OpenStack.start("cloud", Map.of());
        List<String> lines = new ArrayList<>();
        cloud.account("ironic", "service").forEach((name, value) -> lines.add(name + " = " + value));
        Path settings = Files.write(cloud.secrets().resolve("io.ingot.glance.cfg"), lines);
        return new Option[] {
            Karaf.offline(),
            systemProperty(SETTINGS).value(settings.toString()),
            systemProperty(ID).value(cloud.glance("ironic", "service").upload(IMAGE)),
        };
    }

    @Test
    public void imageIsFetchedByItsIdFromTheCatalogueOfKeystone() throws Exception {
        kars.install(Path.of(System.getProperty("itest.kar")).toUri());
        features.installFeature("ingot");
        Files.copy(
                Path.of(System.getProperty(SETTINGS)), Path.of(System.getProperty("karaf.etc"), "io.ingot.glance.cfg"));
        features.installFeature("ingot-glance");
        Shell shell = new Shell(sessions, "admin", "manager", "viewer");
        String id = System.getProperty(ID);
        Path destination = Files.createTempDirectory(Path.of(System.getProperty("karaf.base")), "node-")
                .resolve("image");
        await().until(() -> shell.run("ingot:show " + id).contains("sha512"));

        assertThat(shell.run("ingot:fetch --json " + id + " " + destination)).contains("\"verified\":true");
        assertThat(destination).hasBinaryContent(IMAGE);
    }
}
