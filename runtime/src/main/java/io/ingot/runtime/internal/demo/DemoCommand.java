// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.demo;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.runtime.internal.configuration.ConfigurationDefinitions;
import io.ingot.runtime.internal.configuration.ConfigurationWriter;
import io.ingot.runtime.internal.configuration.InstanceConfiguration;
import io.ingot.runtime.internal.launch.Boot;
import io.ingot.runtime.internal.launch.CommandEntry;
import io.ingot.runtime.internal.launch.Home;
import io.ingot.runtime.internal.launch.Instance;
import io.ingot.runtime.internal.launch.InstanceFiles;
import io.ingot.runtime.internal.launch.LaunchFailure;
import io.ingot.runtime.internal.launch.PrivateFolder;
import io.ingot.runtime.internal.run.DeployWatch;
import io.ingot.runtime.internal.run.PeriodicTask;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * {@code ingot demo}: images from a web server and from a local folder, a deployment of several, planned and prepared, then,
 * after its bundle was dropped into the deploy folder of the running instance, an image from Glance. Each is compared with
 * what was served.
 */
public final class DemoCommand {
    /** The bundle that is not there at first. */
    public static final String HOT = "io.ingot.glance";

    private static final long PATIENCE_SECONDS = 30;
    private static final Duration TURN = Duration.ofMillis(200);

    private final InstanceFiles files;
    private final Instance instance;
    private final Boot whole;
    private final Boot boot;
    private final DemoReport story;
    private final DemoImage image = DemoImage.ofMebibytes(8);

    /**
     * A demo in a home of its own.
     *
     * @param whole with the bundle that is not there at first
     * @param boot without it
     * @param out where it is told
     * @param always arguments that every command is given besides
     */
    public DemoCommand(
            InstanceFiles files,
            Instance instance,
            Boot whole,
            Boot boot,
            CommandEntry command,
            PrintStream out,
            List<String> always,
            boolean json) {
        this.files = files;
        this.instance = instance;
        this.whole = whole;
        this.boot = boot;
        this.story = new DemoReport(command, out, always, json);
    }

    /**
     * Tells the story.
     *
     * @throws LaunchFailure if anything was not as it should be
     */
    public void run() throws LaunchFailure {
        Home home = files.home();
        Map<String, DemoImage> served = DemoDeployment.images(image);
        try (DemoServer server = DemoServer.start(served, image)) {
            Path images = PrivateFolder.make(home.images());
            Path local = images.resolve("demo.img");
            image.write(local);
            Path node = PrivateFolder.make(home.path().resolve("node"));

            story.tell(
                    "An instance that knows http and file, a web server on " + server.url() + ", and an empty folder:");
            story.run("schemes");

            story.tell("An image of " + image.size() + " bytes by HTTP:");
            fetch(server.url() + "/images/demo.img", node.resolve("by-http.img"));
            story.tell("The same for a second node: the server is asked, and sends nothing:");
            fetch(server.url() + "/images/demo.img", node.resolve("again.img"));
            story.tell("And by its path on this machine:");
            fetch(local.toUri().toString().replaceFirst("^file:/+", "file:///"), node.resolve("by-file.img"));

            new DemoDeployment(story, server, served, home.path()).tell();

            String glance = "glance://" + DemoServer.IMAGE_ID;
            story.tell("Nobody here knows Glance yet:");
            story.run(
                    ErrorCode.UNSUPPORTED_SCHEME,
                    "fetch",
                    glance,
                    node.resolve("by-glance.img").toString());

            story.tell("So its bundle is dropped into deploy/, while all else runs:");
            install(server.url());
            story.run("schemes");

            story.tell("The same image by its id in Glance, with and without the scheme:");
            fetch(glance, node.resolve("by-glance.img"));
            fetch(DemoServer.IMAGE_ID, node.resolve("by-id.img"));
            story.tell("The store holds it once, whatever it was called, and what went with it:");
            story.run("store", "list");
            story.end("All five copies are the image that was served: sha256 " + image.sha256(), image.sha256());
        } catch (IOException e) {
            throw new LaunchFailure(
                    ErrorCode.LOCAL_IO, "the demo cannot write its folder: " + ImageException.reason(e), e);
        }
    }

    private void fetch(String reference, Path to) throws LaunchFailure, IOException {
        story.run("fetch", reference, to.toString(), "--checksum", "sha256:" + image.sha256());
        if (!image.isEqual(Files.readAllBytes(to))) {
            throw new LaunchFailure(ErrorCode.INTERNAL, "what came of " + reference + " is not what was served");
        }
    }

    private void install(String endpoint) throws LaunchFailure, IOException {
        Path jar = whole.bundles().named(HOT).jar();
        InstanceConfiguration settings = InstanceConfiguration.of(List.of(HOT + "/endpoint=" + endpoint));
        new ConfigurationWriter(instance.context())
                .write(settings.check(files.configuration(), ConfigurationDefinitions.ofJars(List.of(jar))));
        DeployWatch deploy = boot.deploy(files.deploy(), instance);
        try (PeriodicTask turns = PeriodicTask.every(TURN, deploy::look)) {
            Files.copy(jar, files.home().deploy().resolve(jar.getFileName()));
            awaitGlance(instance.context());
        }
    }

    private static void awaitGlance(BundleContext context) throws LaunchFailure {
        ServiceTracker<Object, ServiceReference<Object>> glance = references(context, "(scheme=glance)");
        glance.open(true);
        try {
            if (glance.waitForService(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)) == null) {
                throw new LaunchFailure(
                        ErrorCode.INTERNAL,
                        "the bundle " + HOT + " brought no service within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure(ErrorCode.CANCELLED, "interrupted", e);
        } finally {
            glance.close();
        }
    }

    /** Tracks services without getting them. */
    private static ServiceTracker<Object, ServiceReference<Object>> references(BundleContext context, String filter) {
        try {
            return new ServiceTracker<>(context, FrameworkUtil.createFilter(filter), null) {
                @Override
                public ServiceReference<Object> addingService(ServiceReference<Object> reference) {
                    return reference;
                }

                @Override
                public void removedService(ServiceReference<Object> reference, ServiceReference<Object> tracked) {}
            };
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
