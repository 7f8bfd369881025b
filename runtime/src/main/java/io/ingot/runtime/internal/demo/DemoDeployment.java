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

/** The part of the story where a node is deployed without Glance: a partition image, its kernel and its RAM disk. */
final class DemoDeployment {
    private static final String IMAGE = "demo.img";
    private static final String KERNEL = "vmlinuz";
    private static final String RAMDISK = "initrd.img";

    private final DemoReport story;
    private final DemoServer server;
    private final Map<String, DemoImage> images;
    private final Path document;
    private final Path node;

    /**
     * A deployment that has not begun.
     *
     * @param images what the server has, by name
     * @param folder where its document lies, and the node's folder
     */
    DemoDeployment(DemoReport story, DemoServer server, Map<String, DemoImage> images, Path folder) {
        this.story = story;
        this.server = server;
        this.images = images;
        this.document = folder.resolve("instance_info.json");
        this.node = folder.resolve("node-2");
    }

    /** What the server has to have, by name; this image is that of the deployment. */
    static Map<String, DemoImage> images(DemoImage image) {
        return Map.of(IMAGE, image, KERNEL, DemoImage.ofMebibytes(1), RAMDISK, DemoImage.ofMebibytes(2));
    }

    /** Tells it. */
    void tell() throws LaunchFailure, IOException {
        story.tell(
                "To boot from it, a node needs more. Without Glance the operator says what; all that is missing is told at once:");
        story.write(document, """
                {
                  "image_source": %s,
                  "image_type": "partition",
                  "kernel": %s
                }
                """.formatted(url(IMAGE), url(KERNEL)));
        story.run(ErrorCode.INVALID_METADATA, "plan", document.toString());
        story.tell("The same with what was missing:");
        story.write(document, """
                {
                  "image_source": %s,
                  "image_checksum": %s,
                  "image_type": "partition",
                  "kernel": %s,
                  "ramdisk": %s,
                  "root_gb": 20
                }
                """.formatted(url(IMAGE), url(DemoServer.CHECKSUM_FILE), url(KERNEL), url(RAMDISK)));
        story.run("plan", document.toString());
        story.tell("That plan, done: all images stand in the node's folder, or none:");
        prepare();
        story.tell("Once more: nothing of an image moves again:");
        int transfers = server.transfers();
        prepare();
        require(server.transfers() == transfers, "a second preparation moved an image again");
        story.tell("And taken away:");
        story.run("prepare", "--clean", node.toString());
        try (Stream<Path> left = Files.list(node)) {
            require(left.findAny().isEmpty(), "the node's folder is not empty after --clean");
        }
    }

    private void prepare() throws LaunchFailure, IOException {
        story.run("prepare", document.toString(), node.toString());
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

    private static void require(boolean holds, String otherwise) throws LaunchFailure {
        if (!holds) {
            throw new LaunchFailure(ErrorCode.INTERNAL, otherwise);
        }
    }

    private String url(String name) {
        return JsonText.of(server.url() + DemoServer.FOLDER + name);
    }
}
