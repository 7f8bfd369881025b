// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.testing.Images;
import io.ingot.testing.http.HttpOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.kar.KarService;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** The roles for commands in the shell of Karaf: fetching requires an administrator, reading a viewer. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class CommandsKarafIT {
    private static final byte[] IMAGE = Images.ofSize(300_007);

    @Inject
    private FeaturesService features;

    @Inject
    private KarService kars;

    @Inject
    private SessionFactory sessions;

    private HttpOrigin origin;
    private String url;
    private Path destination;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Karaf.offline()};
    }

    @Before
    public void installIngot() throws Exception {
        if (features.getFeature("ingot") == null) {
            kars.install(Path.of(System.getProperty("itest.kar")).toUri());
            features.installFeature("ingot");
        }
        origin = new HttpOrigin();
        url = origin.serve("/image", IMAGE);
        destination = Files.createTempDirectory(Path.of(System.getProperty("karaf.base")), "node-")
                .resolve("image");
    }

    @After
    public void closeOrigin() {
        origin.close();
    }

    @Test
    public void administratorFetches() {
        Shell shell = new Shell(sessions, "admin");

        assertThat(shell.run("ingot:fetch --json " + url + " " + destination)).contains("\"size\":" + IMAGE.length);
        assertThat(destination).hasBinaryContent(IMAGE);
    }

    @Test
    public void viewerReads() {
        Shell shell = new Shell(sessions, "viewer");

        assertThat(shell.run("ingot:schemes")).contains("http", "file");
        assertThat(shell.run("ingot:show --json " + url)).contains("\"size\":" + IMAGE.length);
        assertThat(shell.run("ingot:validate --json " + url)).contains("\"scheme\":\"http\"");
    }

    @Test
    public void viewerMayNotFetch() {
        Shell shell = new Shell(sessions, "viewer");

        String printed = shell.run("ingot:fetch --json " + url + " " + destination);

        assertThat(printed).doesNotContain("sha256");
        assertThat(destination).doesNotExist();
        assertThat(origin.sent()).isZero();
    }

    @Test
    public void managerMayNotFetch() {
        Shell shell = new Shell(sessions, "manager", "viewer");

        shell.run("ingot:fetch " + url + " " + destination);

        assertThat(destination).doesNotExist();
        assertThat(shell.run("ingot:schemes")).contains("http");
    }

    @Test
    public void viewerReadsFetchesAndTheStore() {
        Shell shell = new Shell(sessions, "viewer");

        assertThat(shell.run("ingot:fetches")).contains("nothing is being fetched");
        assertThat(shell.run("ingot:store list --help")).contains("Usage: ingot:store list");
        assertThat(shell.run("ingot:store why --help")).contains("Usage: ingot:store why");
    }

    @Test
    public void viewerMayNotChangeTheStore() {
        Shell shell = new Shell(sessions, "viewer", "manager");

        for (String command : List.of(
                "verify --help", "gc --help", "remove list --help", "--json gc --help", "remove list, --help")) {
            assertThat(shell.run("ingot:store " + command)).as(command).doesNotContain("Usage:");
        }
    }

    @Test
    public void administratorChangesTheStore() {
        assertThat(new Shell(sessions, "admin").run("ingot:store gc --help")).contains("Usage: ingot:store gc");
    }

    @Test
    public void viewerPlansButMayNotPrepare() throws Exception {
        Path document = document();
        Shell viewer = new Shell(sessions, "viewer");
        Path node = destination.getParent();

        assertThat(viewer.run("ingot:plan --json " + document))
                .contains("\"wholeDisk\":true", "\"size\":" + IMAGE.length, "\"problems\":[]");
        assertThat(viewer.run("ingot:prepare --json " + document + " " + node)).doesNotContain("nodeDir");
        assertThat(viewer.run("ingot:prepare --json --clean " + node)).doesNotContain("nodeDir");
        assertThat(destination).doesNotExist();
        assertThat(origin.sent()).isZero();
    }

    @Test
    public void administratorPreparesANodeAndCleansIt() throws Exception {
        Path document = document();
        Shell admin = new Shell(sessions, "admin");
        Path node = destination.getParent();

        assertThat(admin.run("ingot:prepare --json " + document + " " + node))
                .contains("\"role\":\"image\"", "\"verified\":true");
        assertThat(destination).hasBinaryContent(IMAGE);
        assertThat(admin.run("ingot:prepare --json --clean " + node)).contains("\"removed\":[\"" + destination + "\"]");
        assertThat(destination).doesNotExist();
    }

    @Test
    public void planReadsPipedInput() throws Exception {
        Shell viewer = new Shell(sessions, "viewer");

        assertThat(viewer.run("ingot:plan -")).contains("cannot be typed here");
        assertThat(viewer.run("cat " + document() + " | ingot:plan --json -")).contains("\"wholeDisk\":true");
    }

    private Path document() throws Exception {
        String json = "{\"image_source\": \"%s\", \"image_checksum\": \"sha256:%s\"}"
                .formatted(url, Images.digest("SHA-256", IMAGE));
        return Files.writeString(destination.resolveSibling("instance_info.json"), json);
    }

    @Test
    public void failedCommandThrowsItsMessageForKarafToPrint() {
        Shell admin = new Shell(sessions, "admin");

        assertThat(admin.run("ingot:fetch " + url + "/nosuch " + destination))
                .startsWith("io.ingot.console.internal.CommandException: ingot: ")
                .contains("/image/nosuch");
        assertThat(admin.run("ingot:fetch --json " + url + "/nosuch " + destination))
                .containsOnlyOnce("\"code\":\"NOT_FOUND\"");
        assertThat(admin.run("ingot:fetch --nosuch " + url + " " + destination))
                .contains("CommandException", "--nosuch");
        assertThat(destination).doesNotExist();
    }

    @Test
    public void helpDescribesACommand() {
        Shell shell = new Shell(sessions, "admin");

        assertThat(shell.run("ingot:fetch --help")).contains("ingot:fetch", "DEST");
    }
}
