// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.demo;

import io.ingot.common.text.JsonText;
import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The part of the demo that deploys a node without Glance: a partition image, its kernel and its RAM disk. */
final class DemoDeployment {
    private static final String IMAGE = "demo.img";
    private static final String KERNEL = "vmlinuz";
    private static final String RAMDISK = "initrd.img";

    private final DemoReport report;
    private final DemoServer server;
    private final Map<String, DemoImage> images;
    private final Path document;
    private final Path node;

    /**
     * Creates a deployment.
     *
     * @param images the images of the server, by name
     * @param folder the folder for the document and the node's folder
     */
    DemoDeployment(DemoReport report, DemoServer server, Map<String, DemoImage> images, Path folder) {
        this.report = report;
        this.server = server;
        this.images = images;
        this.document = folder.resolve("instance_info.json");
        this.node = folder.resolve("node-2");
    }

    /** Returns the images that the server must have, by name; the given one is the deployed image. */
    static Map<String, DemoImage> images(DemoImage image) {
        return Map.of(IMAGE, image, KERNEL, DemoImage.ofMebibytes(1), RAMDISK, DemoImage.ofMebibytes(2));
    }

    /** Plans, prepares and cleans the node. */
    void run() throws LaunchFailure, IOException {
        report.heading(
                "To boot from it, a node needs more, which the operator supplies. The plan lists what is missing:");
        report.write(document, """
                {
                  "image_source": %s,
                  "image_type": "partition",
                  "kernel": %s
                }
                """.formatted(url(IMAGE), url(KERNEL)));
        report.run(ErrorCode.INVALID_METADATA, "plan", document.toString());
        report.heading("The same, completed:");
        report.write(document, """
                {
                  "image_source": %s,
                  "image_checksum": %s,
                  "image_type": "partition",
                  "kernel": %s,
                  "ramdisk": %s,
                  "root_gb": 20
                }
                """.formatted(url(IMAGE), url(DemoServer.CHECKSUM_FILE), url(KERNEL), url(RAMDISK)));
        report.run("plan", document.toString());
        report.heading("The plan is carried out: all images are put into the node's folder, or none:");
        prepare();
        report.heading("Once more, without transferring an image again:");
        int transfers = server.transfers();
        prepare();
        require(server.transfers() == transfers, "the second preparation transferred an image again");
        report.heading("And cleaned:");
        report.run("prepare", "--clean", node.toString());
        try (Stream<Path> remaining = Files.list(node)) {
            require(remaining.findAny().isEmpty(), "the node's folder is not empty after --clean");
        }
    }

    private void prepare() throws LaunchFailure, IOException {
        report.run("prepare", document.toString(), node.toString());
        requireServed("image", IMAGE);
        requireServed("kernel", KERNEL);
        requireServed("ramdisk", RAMDISK);
    }

    private void requireServed(String role, String name) throws LaunchFailure, IOException {
        DemoImage served = images.get(name);
        require(
                served != null && served.isEqual(Files.readAllBytes(node.resolve(role))),
                "the node's " + role + " is not the " + name + " that was served");
    }

    private static void require(boolean condition, String message) throws LaunchFailure {
        if (!condition) {
            throw new LaunchFailure(ErrorCode.INTERNAL, message);
        }
    }

    private String url(String name) {
        return JsonText.of(server.url() + DemoServer.FOLDER + name);
    }
}
