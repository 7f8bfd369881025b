// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.deploy.internal.prepare.folder.FolderMode;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.CleanedNode;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.PreparedNode;
import io.ingot.image.deploy.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A node's folder in a temporary folder, and plans for it. */
public final class Node {
    static final FolderMode MODE = FolderMode.parse("0755");

    final Path folder;
    final Path store;

    private Node(Path folder, Path store) {
        this.folder = folder;
        this.store = store;
    }

    static Node below(Path temporary) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("node"));
        return new Node(folder, Files.createDirectory(temporary.resolve("store")));
    }

    public static String url(String name) {
        return "http://mirror/" + name;
    }

    /** A plan with an image of a version for each role, each with its own reference. */
    public static DeploymentPlan plan(String version, Role... roles) throws ImageException {
        List<PlannedImage> images = new ArrayList<>();
        for (Role role : roles) {
            images.add(image(role, role.text(), url(version + "-" + role.text())));
        }
        return plan(images);
    }

    static DeploymentPlan plan(List<PlannedImage> images) {
        return DeploymentPlan.builder(BootOption.NETBOOT)
                .wholeDisk(Optional.of(false), "it has a kernel")
                .images(images)
                .build();
    }

    static PlannedImage image(Role role, String file, String reference) throws ImageException {
        ImageRequest request = ImageRequest.of(ImageReference.parse(reference));
        return PlannedImage.builder(role, file, FetchRequest.of(request, Path.of("/nowhere")))
                .build();
    }

    PreparedNode prepare(FakeEngine engine, DeploymentPlan plan) throws ImageException {
        return new NodePreparation(engine, MODE, TestDisk.reliable())
                .prepare(plan, folder, progress -> {}, Call.start());
    }

    CleanedNode clean() throws ImageException {
        return new NodeCleanup(TestDisk.reliable()).clean(folder, Call.start());
    }

    /** The texts of the files by name, without Ingot's own. */
    Map<String, String> files() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.filter(Files::isRegularFile).toList()) {
                texts.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return texts;
    }

    /** The files after a plan of {@link #plan(String, Role...)} was prepared. */
    static Map<String, String> expected(String version, Role... roles) {
        Map<String, String> texts = new TreeMap<>();
        for (Role role : roles) {
            texts.put(role.text(), url(version + "-" + role.text()));
        }
        return texts;
    }

    /** Creates a folder with the mode of {@code .ingot}. */
    static Path makePrivate(Path folder) throws IOException {
        return Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    Path home() {
        return folder.resolve(".ingot");
    }

    Path record() {
        return home().resolve("record.json");
    }
}
