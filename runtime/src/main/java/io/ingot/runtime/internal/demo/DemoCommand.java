// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.demo;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.runtime.internal.configuration.ConfigurationDefinitions;
import io.ingot.runtime.internal.configuration.ConfigurationWriter;
import io.ingot.runtime.internal.configuration.InstanceConfiguration;
import io.ingot.runtime.internal.deploy.DeployWatch;
import io.ingot.runtime.internal.framework.Boot;
import io.ingot.runtime.internal.framework.Instance;
import io.ingot.runtime.internal.framework.InstanceFiles;
import io.ingot.runtime.internal.home.Home;
import io.ingot.runtime.internal.home.LaunchFailure;
import io.ingot.runtime.internal.home.PrivateFolder;
import io.ingot.runtime.internal.run.PeriodicTask;
import java.io.IOException;
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
 * The command {@code ingot demo}. It fetches an image from a web server and from a local folder; plans and prepares a
 * deployment; then drops the Glance bundle into the deploy folder of the running instance, and fetches an image from
 * Glance. Each image is compared with what the server has.
 */
public final class DemoCommand {
    /** The bundle that the demo installs while the instance runs. */
    public static final String LATE_BUNDLE = "io.ingot.glance";

    private static final long TIMEOUT_SECONDS = 30;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final InstanceFiles files;
    private final Instance instance;
    private final Boot boot;
    private final DemoReport report;
    private final DemoImage image = DemoImage.ofMebibytes(8);

    /**
     * Creates a demo.
     *
     * @param files the files of an instance without content
     * @param instance that instance, started without {@link #LATE_BUNDLE}
     * @param boot starts an instance with all bundles
     */
    public DemoCommand(InstanceFiles files, Instance instance, Boot boot, DemoReport report) {
        this.files = files;
        this.instance = instance;
        this.boot = boot;
        this.report = report;
    }

    /**
     * Runs the demo.
     *
     * @throws LaunchFailure if a step does not end as expected
     */
    public void run() throws LaunchFailure {
        Home home = files.home();
        Map<String, DemoImage> served = DemoDeployment.images(image);
        try (DemoServer server = DemoServer.start(served, image)) {
            Path images = PrivateFolder.create(home.images());
            Path local = images.resolve("demo.img");
            image.write(local);
            Path node = PrivateFolder.create(home.path().resolve("node"));

            report.heading(
                    "An instance with http and file, a web server on " + server.url() + ", and an empty folder:");
            report.run("schemes");

            report.heading("An image of " + image.size() + " bytes by HTTP:");
            fetch(server.url() + "/images/demo.img", node.resolve("by-http.img"));
            report.heading("The same image for a second node; the server is asked, and sends no bytes:");
            fetch(server.url() + "/images/demo.img", node.resolve("again.img"));
            report.heading("The same image by its path on this machine:");
            fetch(local.toUri().toString().replaceFirst("^file:/+", "file:///"), node.resolve("by-file.img"));

            new DemoDeployment(report, server, served, home.path()).run();

            String glance = "glance://" + DemoServer.IMAGE_ID;
            report.heading("No bundle answers for Glance yet:");
            report.run(
                    ErrorCode.UNSUPPORTED_SCHEME,
                    "fetch",
                    glance,
                    node.resolve("by-glance.img").toString());

            report.heading("The Glance bundle is dropped into deploy/ while the instance runs:");
            install(server.url());
            report.run("schemes");

            report.heading("The same image by its id in Glance, with and without the scheme:");
            fetch(glance, node.resolve("by-glance.img"));
            fetch(DemoServer.IMAGE_ID, node.resolve("by-id.img"));
            report.heading("The store holds each image once, with all references that name it:");
            report.run("store", "list");
            report.finish("All five copies are the image that was served: sha256 " + image.sha256(), image.sha256());
        } catch (IOException e) {
            throw new LaunchFailure(
                    ErrorCode.LOCAL_IO, "cannot write to the folder of the demo: " + ImageException.reason(e), e);
        }
    }

    private void fetch(String reference, Path to) throws LaunchFailure, IOException {
        report.run("fetch", reference, to.toString(), "--checksum", "sha256:" + image.sha256());
        if (!image.isEqual(Files.readAllBytes(to))) {
            throw new LaunchFailure(
                    ErrorCode.INTERNAL, "the image of " + reference + " differs from the one that was served");
        }
    }

    private void install(String endpoint) throws LaunchFailure, IOException {
        Path jar = boot.bundles().named(LATE_BUNDLE).jar();
        InstanceConfiguration settings = InstanceConfiguration.of(List.of(LATE_BUNDLE + "/endpoint=" + endpoint));
        new ConfigurationWriter(instance.context())
                .write(settings.check(files.configuration(), ConfigurationDefinitions.ofJars(List.of(jar))));
        DeployWatch deploy = boot.without(LATE_BUNDLE).deploy(files.deploy(), instance);
        try (PeriodicTask task = PeriodicTask.every(POLL_INTERVAL, deploy::poll)) {
            Files.copy(jar, files.home().deploy().resolve(jar.getFileName()));
            awaitGlance(instance.context());
        }
    }

    private static void awaitGlance(BundleContext context) throws LaunchFailure {
        ServiceTracker<Object, ServiceReference<Object>> glance = references(context, "(scheme=glance)");
        glance.open(true);
        try {
            if (glance.waitForService(TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS)) == null) {
                throw new LaunchFailure(
                        ErrorCode.INTERNAL,
                        "the bundle " + LATE_BUNDLE + " registered no service within " + TIMEOUT_SECONDS + " s");
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
