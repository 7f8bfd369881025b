// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.UnixOperatingSystemMXBean;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageSource;
import io.ingot.testing.service.BodyView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FileImageServiceTest {
    private static final Instant CHANGED = Instant.parse("2026-01-31T12:00:00.123456789Z");
    private static final byte[] BYTES = bytes(300_000);

    private Path folder = Path.of("/");
    private Path images = Path.of("/");
    private Path file = Path.of("/");

    @BeforeEach
    void makeImage(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        images = Files.createDirectory(folder.resolve("images"));
        file = image("a.qcow2", BYTES);
    }

    @Test
    @DisplayName("F-01, F-16, F-22: size and modification time in microseconds, nothing else, and not cacheable")
    void showReadsTheMetadataOfAFile() throws ImageException {
        ImageInfo info = show(file);

        assertThat(info.size()).hasValue(BYTES.length);
        assertThat(info.updatedAt()).contains(Instant.parse("2026-01-31T12:00:00.123456Z"));
        assertThat(info.cacheable()).isFalse();
        assertThat(info.immutable()).isFalse();
        assertThat(info.kind()).isEqualTo(ImageInfo.Kind.IMAGE);
        assertThat(info.properties()).isEmpty();
        assertThat(info.checksums()).isEmpty();
        assertThat(info.entityTag()).isEmpty();
        assertThat(info.diskFormat()).isEmpty();
    }

    @Test
    void fileWithoutRecentChangesHasAVersion() throws ImageException {
        assertThat(show(service(CHANGED.plusSeconds(3)), file).version()).isPresent();
        assertThat(show(service(CHANGED.plusSeconds(2)), file).version()).isEmpty();
        assertThat(show(service(CHANGED.plusSeconds(1)), file).version()).isEmpty();
        assertThat(show(service(CHANGED.minusSeconds(3600)), file).version()).isEmpty();
    }

    @Test
    void versionIsByDate() throws ImageException {
        assertThat(show(file).versionByDate()).isTrue();
        assertThat(show(service(CHANGED.plusSeconds(1)), file).versionByDate()).isFalse();
    }

    @Test
    void otherContentIsAnotherVersion() throws IOException {
        ImageInfo before = show(file);
        Files.setLastModifiedTime(file, FileTime.from(CHANGED.plusNanos(1_000)));
        ImageInfo touched = show(file);
        image("a.qcow2", bytes(BYTES.length - 1));
        ImageInfo shorter = show(file);
        Files.move(image("b", BYTES), file, StandardCopyOption.REPLACE_EXISTING);
        ImageInfo replaced = show(file);

        assertThat(List.of(before, touched, shorter, replaced))
                .extracting(ImageInfo::version)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("F-23: a hard link does not change the version, and disturbs no reader")
    void hardLinkDoesNotChangeTheVersion(BodyView view) throws IOException {
        ImageInfo shown = show(file);
        try (ImageSource.Bytes source = open(file, shown);
                Body body = source.read(0, Long.MAX_VALUE, Call.start())) {
            Files.createLink(folder.resolve("node"), file);

            assertThat(show(file)).isEqualTo(shown);
            assertThat(view.of(body).readAllBytes()).isEqualTo(BYTES);
            open(file, shown).close();
        }
    }

    @Test
    @DisplayName("F-02: a missing file is NOT_FOUND, a directory is UNACCEPTABLE")
    void onlyRegularFilesAreImages() {
        assertThatFailure(() -> show(images.resolve("missing"))).hasCode(ErrorCode.NOT_FOUND);
        assertThatFailure(() -> show(images)).hasCode(ErrorCode.UNACCEPTABLE);
        assertThatFailure(() -> show(service(new FolderPolicy(Path.of("/"))), Path.of("/")))
                .hasCode(ErrorCode.UNACCEPTABLE);
    }

    @Test
    void emptyFileIsUnacceptable() throws IOException {
        Path empty = image("empty", new byte[0]);

        ImageException failure = assertThatFailure(() -> show(empty)).failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(failure).hasMessageContaining("empty");
    }

    @Test
    @DisplayName("F-24: pipes, sockets and devices are UNACCEPTABLE, and never opened")
    void pipesAreNotOpened() throws Exception {
        Path pipe = images.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path socket = images.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            FileImageService careless = service(new FolderPolicy(Path.of("/")));

            for (Path special : List.of(pipe, socket, Path.of("/dev/zero"), Path.of("/dev/tty"))) {
                assertThatFailure(() -> show(careless, special)).hasCode(ErrorCode.UNACCEPTABLE);
                assertThatFailure(() -> open(careless, special, show(file))).hasCode(ErrorCode.UNACCEPTABLE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void fileInAFolderThatOthersMayWriteIsRead(BodyView view) throws IOException {
        Files.setPosixFilePermissions(images, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(read(view, 0, Long.MAX_VALUE)).isEqualTo(BYTES);
        assertThat(read(view, 7, 5)).isEqualTo(Arrays.copyOfRange(BYTES, 7, 12));
    }

    @Test
    @DisplayName("F-07, F-09: show and open of a refused path do not reveal whether it exists")
    void refusedFileIsNeitherShownNorOpened() throws IOException {
        Path there = Files.write(folder.resolve("there"), BYTES);

        for (Path refused : List.of(there, folder.resolve("nott"), folder)) {
            for (ImageException refusal : List.of(
                    assertThatFailure(() -> show(refused)).failure(),
                    assertThatFailure(() -> open(service(), refused, show(file)))
                            .failure())) {
                assertThat(refusal.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
                assertThat(refusal)
                        .hasMessageContaining("io.ingot.file/allowedPaths")
                        .hasNoCause();
            }
        }
    }

    @Test
    @DisplayName("F-11: a link to a file outside is refused")
    void linkOutOfTheAllowedFoldersIsRefused() throws IOException {
        Path out = Files.write(folder.resolve("out"), BYTES);
        Path link = Files.createSymbolicLink(images.resolve("link"), out);

        assertThatFailure(() -> show(link)).hasCode(ErrorCode.REFUSED_BY_POLICY);
        assertThatFailure(() -> open(service(), link, show(file))).hasCode(ErrorCode.REFUSED_BY_POLICY);
    }

    @Test
    @DisplayName("F-18: a link is reported as its target")
    void linkIsReportedAsItsTarget() throws IOException {
        Path link = Files.createSymbolicLink(images.resolve("link"), Path.of("a.qcow2"));

        try (ImageSource.Bytes source = open(link, show(link))) {
            assertThat(source.file())
                    .hasValueSatisfying(local -> assertThat(local.path()).isEqualTo(file));
        }
    }

    @Test
    void localFileHasItsIdentity() throws IOException {
        try (ImageSource.Bytes source = open(file, show(file))) {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            assertThat(source.file()).contains(new ImageSource.LocalFile(file, key));
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytesBeginAndEndAsRequested(BodyView view) throws IOException {
        assertThat(read(view, 0, Long.MAX_VALUE)).isEqualTo(BYTES);
        assertThat(read(view, 0, BYTES.length)).isEqualTo(BYTES);
        assertThat(read(view, 7, 5)).isEqualTo(Arrays.copyOfRange(BYTES, 7, 12));
        assertThat(read(view, BYTES.length - 1, Long.MAX_VALUE)).containsExactly(BYTES[BYTES.length - 1]);
        assertThat(read(view, BYTES.length, 1)).isEmpty();
        assertThat(read(view, Long.MAX_VALUE, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void bodyHasItsOffsetAndTheSizeOfTheImage() throws IOException {
        try (ImageSource.Bytes source = open(file, show(file));
                Body body = source.read(1_000, 10, Call.start())) {
            assertThat(body.offset()).isEqualTo(1_000);
            assertThat(body.total()).isEqualTo(OptionalLong.of(BYTES.length));
            assertThat(body.coding()).isEmpty();
        }
    }

    @Test
    void singleBytesCanBeRead() throws IOException {
        Path small = image("small", new byte[] {(byte) 0xff, 0, 7});
        try (ImageSource.Bytes source = open(small, show(small));
                Body body = source.read(0, Long.MAX_VALUE, Call.start())) {
            assertThat(body.bytes().read(new byte[0], 0, 0)).isZero();
            assertThat(body.bytes().read()).isEqualTo(0xff);
            assertThat(body.bytes().read()).isZero();
            assertThat(body.bytes().available()).isEqualTo(1);
            assertThat(body.bytes().read()).isEqualTo(7);
            assertThat(body.bytes().read()).isEqualTo(-1);
        }
    }

    @Test
    void streamAndChannelReadOnFromOnePosition() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(10);
        try (ImageSource.Bytes source = open(file, show(file));
                Body body = source.read(100, 20, Call.start())) {
            ReadableByteChannel channel = body.channel().orElseThrow();
            assertThat(body.bytes().readNBytes(3)).isEqualTo(Arrays.copyOfRange(BYTES, 100, 103));
            assertThat(channel.read(buffer.limit(4))).isEqualTo(4);
            assertThat(buffer.limit()).isEqualTo(4);
            byte[] received = new byte[4];
            buffer.flip().get(received);
            assertThat(received).isEqualTo(Arrays.copyOfRange(BYTES, 103, 107));
            assertThat(channel.read(buffer)).as("a buffer without space").isZero();
            assertThat(body.bytes().readAllBytes()).isEqualTo(Arrays.copyOfRange(BYTES, 107, 120));
            assertThat(channel.read(buffer.clear())).isNegative();
        }
    }

    @Test
    void bufferDoesNotReceiveTheLastBytesOfAChangedFile() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES.length);
        try (ImageSource.Bytes source = open(file, show(file));
                Body body = source.read(0, Long.MAX_VALUE, Call.start())) {
            Files.setLastModifiedTime(file, FileTime.from(CHANGED.plusSeconds(1)));
            assertThatFailure(() -> body.channel().orElseThrow().read(buffer)).isVersionChange();
        }
        assertThat(buffer.position()).isZero();
    }

    @Test
    void channelIsClosedWithItsBody() throws IOException {
        try (ImageSource.Bytes source = open(file, show(file))) {
            Body body = source.read(0, 10, Call.start());
            ReadableByteChannel channel = body.channel().orElseThrow();
            assertThat(channel.isOpen()).isTrue();
            body.close();

            assertThat(channel.isOpen()).isFalse();
            assertThatFailure(() -> channel.read(ByteBuffer.allocate(1))).hasCode(ErrorCode.LOCAL_IO);
        }
    }

    @Test
    void invalidRangeIsTheCallersError() throws IOException {
        try (ImageSource.Bytes source = open(file, show(file))) {
            assertThatIllegalArgumentException().isThrownBy(() -> source.read(-1, 1, Call.start()));
            assertThatIllegalArgumentException().isThrownBy(() -> source.read(0, 0, Call.start()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void segmentsAreReadInParallel(BodyView view) throws Exception {
        int segments = 8;
        int size = BYTES.length / segments;
        ExecutorService threads = Executors.newFixedThreadPool(segments);
        try (ImageSource.Bytes source = open(file, show(file))) {
            List<Future<byte[]>> parts = new ArrayList<>();
            for (int i = 0; i < segments; i++) {
                long offset = (long) i * size;
                parts.add(threads.submit(() -> read(view, source, offset, size)));
            }
            for (int i = 0; i < segments; i++) {
                assertThat(parts.get(i).get()).isEqualTo(Arrays.copyOfRange(BYTES, i * size, (i + 1) * size));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void changedFileIsNotOpened() throws IOException {
        ImageInfo shown = show(file);
        Files.setLastModifiedTime(file, FileTime.from(CHANGED.plusSeconds(1)));
        assertThatFailure(() -> open(file, shown)).isVersionChange();

        ImageInfo again = show(file);
        Files.move(image("other", BYTES), file, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(file, FileTime.from(CHANGED.plusSeconds(1)));
        assertThatFailure(() -> open(file, again)).isVersionChange();
    }

    @Test
    void withoutAVersionSizeAndTimeAreCompared() throws IOException {
        FileImageService fresh = service(CHANGED.plusMillis(1));
        ImageInfo shown = show(fresh, file);
        open(fresh, file, shown).close();

        Files.setLastModifiedTime(file, FileTime.from(CHANGED.plusMillis(1)));

        assertThatFailure(() -> open(fresh, file, shown)).isVersionChange();
        assertThatFailure(() -> open(fresh, file, ImageInfo.builder().build())).isVersionChange();
    }

    @ParameterizedTest
    @EnumSource
    void changeIsDetectedBeforeTheLastByte(BodyView view) throws IOException {
        try (ImageSource.Bytes source = open(file, show(file));
                Body body = source.read(0, Long.MAX_VALUE, Call.start())) {
            assertThat(view.of(body).readNBytes(1_000)).hasSize(1_000);
            try (FileChannel writer = FileChannel.open(file, StandardOpenOption.WRITE)) {
                writer.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 5);
            }

            assertThatFailure(() -> view.of(body).readNBytes(BYTES.length - 1_000))
                    .isVersionChange();
        }
    }

    @ParameterizedTest
    @EnumSource
    void grownReplacedOrRemovedFileIsAVersionChange(BodyView view) throws IOException {
        assertChanged(view, () -> Files.write(file, new byte[1], StandardOpenOption.APPEND));
        assertChanged(view, () -> Files.move(image("new", BYTES), file, StandardCopyOption.REPLACE_EXISTING));
        assertChanged(view, () -> Files.delete(file));
    }

    @ParameterizedTest
    @EnumSource
    void truncatedFileIsAnErrorNotAShortImage(BodyView view) throws IOException {
        try (ImageSource.Bytes source = open(file, show(file));
                Body body = source.read(0, Long.MAX_VALUE, Call.start())) {
            try (FileChannel writer = FileChannel.open(file, StandardOpenOption.WRITE)) {
                writer.truncate(10_000);
            }

            ImageException failure =
                    assertThatFailure(() -> view.of(body).readAllBytes()).failure();
            assertThat(failure.isVersionChange()).isTrue();
            assertThat(failure).hasMessageContaining("10000");
        }
    }

    @ParameterizedTest
    @EnumSource
    void endedCallEndsTheRead(BodyView view) throws IOException {
        try (ImageSource.Bytes source = open(file, show(file));
                Call call = Call.start();
                Body body = source.read(0, Long.MAX_VALUE, call)) {
            assertThat(view.of(body).read()).isNotNegative();
            call.cancel("enough");

            assertThatFailure(() -> view.of(body).read()).hasCode(ErrorCode.CANCELLED);
            assertThatFailure(() -> source.read(0, 1, call)).hasCode(ErrorCode.CANCELLED);
            assertThatFailure(() -> service().show(request(file), call)).hasCode(ErrorCode.CANCELLED);
            assertThatFailure(() -> service().open(request(file), show(file), call))
                    .hasCode(ErrorCode.CANCELLED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closedSourceCannotBeRead(BodyView view) throws IOException {
        ImageSource.Bytes source = open(file, show(file));
        Body body = source.read(0, Long.MAX_VALUE, Call.start());
        source.close();
        source.close();

        assertThatFailure(() -> view.of(body).read()).isRetryable();
    }

    @ParameterizedTest
    @EnumSource
    void closingABodyDoesNotAffectOthers(BodyView view) throws IOException {
        try (ImageSource.Bytes source = open(file, show(file))) {
            source.read(0, 10, Call.start()).close();

            assertThat(read(view, source, 0, Long.MAX_VALUE)).isEqualTo(BYTES);
        }
    }

    @Test
    void percentEncodingIsDecoded() throws IOException {
        image("a b?#%", BYTES);
        ImageRequest odd = request("file://" + images + "/a%20b%3F%23%25");

        assertThat(service().show(odd, Call.start()).size()).hasValue(BYTES.length);
    }

    @Test
    void noHandleIsLeaked() throws IOException {
        ImageInfo shown = show(file);
        ImageInfo other = ImageInfo.builder().size(1).build();
        long before = openHandles();
        for (int i = 0; i < 300; i++) {
            show(file);
            open(file, shown).close();
            assertThatFailure(() -> open(file, other));
            assertThatFailure(() -> show(images));
            assertThatFailure(() -> show(images.resolve("missing")));
        }

        assertThat(openHandles() - before).isLessThan(100);
    }

    @Test
    @DisplayName("F-11: a folder that becomes a link after the policy check is not followed")
    void linkThatAppearsAfterThePolicyCheckIsNotFollowed() throws IOException {
        Path inside = Files.createDirectory(images.resolve("deep"));
        Path requested = Files.write(inside.resolve("file"), BYTES);
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.write(outside.resolve("file"), BYTES);
        FileImageService raced = service(new FolderPolicy(images) {
            @Override
            public void checkFile(Path real) throws ImageException {
                super.checkFile(real);
                swap(inside, outside);
            }
        });

        assertThat(assertThatFailure(() -> show(raced, requested)).failure().code())
                .isIn(ErrorCode.NOT_FOUND, ErrorCode.LOCAL_IO);
    }

    @Test
    @DisplayName("F-11: a file that becomes a link after the policy check is not followed")
    void linkInPlaceOfTheFileIsNotFollowed() throws IOException {
        Path outside = Files.write(folder.resolve("outside"), BYTES);
        FileImageService raced = service(new FolderPolicy(images) {
            @Override
            public void checkFile(Path real) throws ImageException {
                super.checkFile(real);
                swap(file, outside);
            }
        });

        assertThatFailure(() -> show(raced, file)).hasCode(ErrorCode.UNACCEPTABLE);
    }

    private static void swap(Path inside, Path outside) {
        try {
            Files.move(inside, outside.resolveSibling("moved"));
            Files.createSymbolicLink(inside, outside);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertChanged(BodyView view, IoAction change) throws IOException {
        image("a.qcow2", BYTES);
        try (ImageSource.Bytes source = open(file, show(file));
                Body body = source.read(0, Long.MAX_VALUE, Call.start())) {
            change.run();
            assertThatFailure(() -> view.of(body).readAllBytes()).isVersionChange();
        }
    }

    private byte[] read(BodyView view, long offset, long limit) throws IOException {
        try (ImageSource.Bytes source = open(file, show(file))) {
            return read(view, source, offset, limit);
        }
    }

    private static byte[] read(BodyView view, ImageSource.Bytes source, long offset, long limit) throws IOException {
        try (Body body = source.read(offset, limit, Call.start())) {
            return view.of(body).readAllBytes();
        }
    }

    private ImageInfo show(Path path) throws ImageException {
        return show(service(), path);
    }

    private static ImageInfo show(FileImageService service, Path path) throws ImageException {
        return service.show(request(path), Call.start());
    }

    private ImageSource.Bytes open(Path path, ImageInfo shown) throws ImageException {
        return open(service(), path, shown);
    }

    private static ImageSource.Bytes open(FileImageService service, Path path, ImageInfo shown) throws ImageException {
        return (ImageSource.Bytes) service.open(request(path), shown, Call.start());
    }

    private FileImageService service() {
        return service(new FolderPolicy(images));
    }

    private FileImageService service(Instant now) {
        return new FileImageService(new FolderPolicy(images), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static FileImageService service(FolderPolicy policy) {
        return new FileImageService(policy, Clock.fixed(CHANGED.plus(Duration.ofDays(1)), ZoneOffset.UTC));
    }

    private static ImageRequest request(Path path) throws ImageException {
        return request("file://" + path);
    }

    private static ImageRequest request(String reference) throws ImageException {
        return ImageRequest.of(ImageReference.parse(reference));
    }

    private Path image(String name, byte[] bytes) throws IOException {
        Path image = Files.write(images.resolve(name), bytes);
        Files.setLastModifiedTime(image, FileTime.from(CHANGED));
        return image;
    }

    private static long openHandles() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    @FunctionalInterface
    private interface IoAction {
        void run() throws IOException;
    }
}
