// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.fetch.internal.buffer.BufferBudget;
import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.fetch.internal.destination.FetchDestination;
import io.ingot.fetch.internal.destination.FileMode;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.place.PlacementMethod;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A store in the folder of a test, with folders of nodes next to it, and operations on both. */
final class TestStore implements AutoCloseable {
    /** For copies and checks of images. */
    public static final Pipelines PIPELINES =
            new Pipelines(BufferBudget.of(1 << 28, 2), task -> new Thread(task).start());

    static final StoreRules LINKING =
            rules(0, Duration.ZERO, "0444", List.of(PlacementMethod.CLONE, PlacementMethod.LINK, PlacementMethod.COPY));

    final Path base;
    final TestClock clock = new TestClock();
    final Call call = Call.start();
    final Store store;

    TestStore(Path base) throws ImageException {
        this(base, LINKING, new StoreDisk());
    }

    TestStore(Path base, StoreRules rules, StoreDisk disk) throws ImageException {
        this.base = base;
        this.store = Store.open(base.resolve("store"), rules, clock, PIPELINES, disk);
    }

    static StoreRules rules(long maxBytes, Duration maxAge, String mode, List<PlacementMethod> methods) {
        return new StoreRules(maxBytes, maxAge, FileMode.parse(mode), Optional.empty(), Optional.empty(), methods);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String sha256(byte[] bytes) {
        return hex("SHA-256", bytes);
    }

    static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    static ImageRequest request(String reference) throws ImageException {
        return ImageRequest.of(ImageReference.parse(reference));
    }

    static ImageInfo version(String version) {
        return ImageInfo.builder().version(version).build();
    }

    static ContentNames names(String reference, ImageInfo info) throws ImageException {
        ImageRequest request = request(reference);
        return ContentNames.of(request, request.reference().origin(), info, List.of());
    }

    /** Commits an image under a reference. */
    StoredContent put(String reference, String content) throws IOException {
        return put(reference, version("v of " + content), content);
    }

    StoredContent put(String reference, ImageInfo info, String content) throws IOException {
        ContentNames names = names(reference, info);
        try (TransferLock lock =
                store.space().tryLock(names.flightKey(), names.shared()).orElseThrow()) {
            return commitOnly(lock, completePart(lock, content), names, info);
        }
    }

    /** Commits as a transfer whose destination was deleted meanwhile: the image is stored, and no node uses it. */
    StoredContent commitOnly(TransferLock lock, CompletePart part, ContentNames names, ImageInfo info)
            throws IOException {
        FetchDestination missing = node("missing");
        Files.delete(missing.folder());
        try {
            store.contents().commit(lock, part, names, info, missing, call);
        } catch (ImageException e) {
            return store.contents().find(part.sha256(), call).orElseThrow(() -> e);
        }
        throw new AssertionError("placed in a folder that is missing");
    }

    /** Commits an image and places it at a destination. */
    PlacedContent commitAndPlace(String reference, String content, FetchDestination destination) throws IOException {
        ImageInfo info = version("v of " + content);
        ContentNames names = names(reference, info);
        try (TransferLock lock =
                store.space().tryLock(names.flightKey(), names.shared()).orElseThrow()) {
            return store.contents().commit(lock, completePart(lock, content), names, info, destination, call);
        }
    }

    static CompletePart completePart(TransferLock lock, String content) throws IOException {
        Files.write(lock.part(), bytes(content));
        return new CompletePart(
                lock.part(), bytes(content).length, List.of(new Checksum("sha256", sha256(bytes(content)))));
    }

    Optional<StoredContent> find(String content) throws ImageException {
        return store.contents().find(sha256(bytes(content)), call);
    }

    /** Places a stored image for a node. */
    Path place(StoredContent image, String node) throws IOException {
        FetchDestination destination = node(node);
        assertThat(store.contents().place(image, destination, call)).isPresent();
        return destination.path();
    }

    FetchDestination node(String name) throws IOException {
        Path folder = Files.createDirectories(base.resolve("nodes").resolve(name));
        return FetchDestination.of(folder.resolve("disk"));
    }

    Path image(String content) {
        return base.resolve("store/images").resolve(sha256(bytes(content)));
    }

    Path fingerprint(String content) {
        return base.resolve("store/seen").resolve(sha256(bytes(content)));
    }

    List<String> in(String folder) throws IOException {
        try (var files = Files.list(base.resolve("store").resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Writes to a file as the owner of a node can: through any link, and in spite of its mode. */
    static void overwrite(Path file, String content, boolean resetTime) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        laterThan(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        if (resetTime) {
            Files.setLastModifiedTime(file, before);
        }
    }

    /** Waits until the file system's coarse clock is past a file's last change. */
    static void laterThan(Path file) throws IOException {
        FileTime changed = changed(file);
        Path probe = Files.createTempFile("tick", null);
        try {
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> {
                Files.setLastModifiedTime(probe, FileTime.fromMillis(0));
                return changed(probe).compareTo(changed) > 0;
            });
        } finally {
            Files.delete(probe);
        }
    }

    private static FileTime changed(Path file) throws IOException {
        return (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
    }

    static int links(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:nlink");
    }

    @Override
    public void close() {
        store.close();
        call.close();
    }
}
