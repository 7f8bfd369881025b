// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.spi.Location;
import io.ingot.testing.service.BodyView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** An engine with fake images and a real folder. Closing it checks that no thread is left. */
final class TestEngine implements AutoCloseable {
    static final String REFERENCE = "fake://origin/image.img";

    final FakeResolver resolver = new FakeResolver();
    final FakePolicy policy = new FakePolicy();
    final FetchEngine engine;
    final Path folder;
    final Path home;
    private final boolean ownsHome;

    TestEngine(Path folder, TestConfig config) {
        this(folder, homeBeside(folder), true, config);
    }

    /** Creates one of several engines that share a home, hence a store. */
    TestEngine(Path folder, Path home, TestConfig config) {
        this(folder, home, false, config);
    }

    private TestEngine(Path folder, Path home, boolean ownHome, TestConfig config) {
        this.ownsHome = ownHome;
        this.folder = folder;
        this.home = home;
        engine = new FetchEngine(config.get(), home, policy);
        engine.services = resolver;
    }

    static TestEngine in(Path folder) {
        return new TestEngine(folder, TestConfig.quick());
    }

    /** Makes all bodies of its images readable in this way. */
    TestEngine offering(BodyView view) {
        resolver.offering(view);
        return this;
    }

    FakeImage image(byte[] bytes) {
        return resolver.put(REFERENCE, FakeImage.of(bytes));
    }

    /** The files of the stored images. */
    List<Path> storedFiles() throws IOException {
        return files(home.resolve("store/images"));
    }

    Path destination() {
        return folder.resolve("image");
    }

    FetchRequest request() throws ImageException {
        return request(REFERENCE);
    }

    FetchRequest request(String reference) throws ImageException {
        return FetchRequest.of(ImageRequest.of(ImageReference.parse(reference)), destination());
    }

    /** Returns a request for the same image with another destination. */
    FetchRequest requestTo(String name) throws ImageException {
        return FetchRequest.of(request().image(), folder.resolve(name));
    }

    FetchedImage fetch() throws ImageException {
        return engine.fetch(request()).join();
    }

    FetchedImage fetch(FetchRequest request) throws ImageException {
        return engine.fetch(request).join();
    }

    /** Returns the error of a fetch, and checks that it left no file. */
    ImageException failure(FetchRequest request) throws IOException {
        List<Path> before = files();
        ImageException e = assertThatFailure(() -> fetch(request)).failure();
        assertThat(files()).isEqualTo(before);
        return e;
    }

    ImageException failure() throws IOException {
        return failure(request());
    }

    List<Path> files() throws IOException {
        return files(folder);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    void assertOnlyDestination(byte[] bytes) throws IOException {
        assertThat(files()).containsExactly(destination());
        assertThat(Files.readAllBytes(destination())).isEqualTo(bytes);
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    static Checksum checksum(String algorithm, byte[] bytes) {
        try {
            byte[] digest =
                    MessageDigest.getInstance(Checksum.jcaName(algorithm)).digest(bytes);
            return new Checksum(algorithm, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Checksum sha256(byte[] bytes) {
        return checksum("sha256", bytes);
    }

    static Location location(String reference) throws ImageException {
        return Location.of(ImageReference.parse(reference));
    }

    static List<String> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("ingot-fetch-"))
                .toList();
    }

    @Override
    public void close() {
        engine.stop();
        org.awaitility.Awaitility.await().until(() -> engineThreads().isEmpty());
        if (ownsHome) {
            delete(home);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (NoSuchFileException e) {
            // no store was created
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path homeBeside(Path folder) {
        return folder.resolveSibling(folder.getFileName() + "-home");
    }
}
