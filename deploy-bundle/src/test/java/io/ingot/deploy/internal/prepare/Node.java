// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.CleanedNode;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.PreparedNode;
import io.ingot.image.deploy.Problem;
import io.ingot.image.deploy.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A node's folder beside the store of a {@link FakeFetcher}, and what the tests do with it. */
final class Node {
    final Path folder;
    final FakeFetcher fetcher;
    private final Path store;

    Node(Path work) {
        folder = work.resolve("node");
        store = work.resolve("store");
        fetcher = new FakeFetcher(store);
        try {
            Files.createDirectory(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The engine has an image of this name, with this content. */
    Node holds(String name, String content) throws IOException {
        Files.deleteIfExists(store.resolve(name));
        Files.writeString(store.resolve(name), content);
        return this;
    }

    PreparedNode prepare(DeploymentPlan plan) throws ImageException {
        return prepare(plan, Disk.REAL);
    }

    PreparedNode prepare(DeploymentPlan plan, Disk disk) throws ImageException {
        try (Call call = Call.start()) {
            return new Preparing(fetcher, disk).prepare(plan, folder, progress -> {}, call);
        }
    }

    CleanedNode clean() throws ImageException {
        return clean(Disk.REAL);
    }

    CleanedNode clean(Disk disk) throws ImageException {
        try (Call call = Call.start()) {
            return new Preparing(fetcher, disk).clean(folder, call);
        }
    }

    /** What stands in the folder, by name, but for what is ours. */
    Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        if (Files.notExists(folder)) {
            return content;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.endsWith(".ingot")) {
                    content.put(
                            String.valueOf(file.getFileName()),
                            Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readString(file) : "no file");
                }
            }
        }
        return content;
    }

    /** A plan of images of the fake store, by role. */
    static DeploymentPlan plan(Map<Role, String> names) {
        List<PlannedImage> images = new ArrayList<>();
        new TreeMap<>(names).forEach((role, name) -> images.add(image(role, name)));
        return DeploymentPlan.of(BootOption.LOCAL, Optional.of(true), "of a test", images, List.of(), List.of());
    }

    static DeploymentPlan impossible() {
        Problem problem = new Problem("kernel", ErrorCode.INVALID_METADATA, "it is missing", "http://mirror/vmlinuz");
        return DeploymentPlan.of(
                BootOption.LOCAL, Optional.empty(), "of a test", List.of(), List.of(problem), List.of());
    }

    private static PlannedImage image(Role role, String name) {
        try {
            String reference = name.contains(":") ? name : "held:/" + name;
            return PlannedImage.of(
                    role,
                    role.text(),
                    FetchRequest.of(ImageRequest.of(ImageReference.parse(reference)), Path.of(role.text())),
                    List.of());
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }
}
