// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageSource;
import io.ingot.resolver.internal.service.LinkedCall;
import io.ingot.resolver.internal.service.TrackedService;
import io.ingot.testing.service.BodyView;
import io.ingot.testing.service.ToyService;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class GuardedBytesTest {
    private static final byte[] IMAGE = "0123456789".getBytes(UTF_8);

    private final BodyView view;
    private final GuardFixture fixture = new GuardFixture();
    private final TrackedService service = fixture.service;
    private final Call call = fixture.call;

    GuardedBytesTest(BodyView view) {
        this.view = view;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void bytesArriveUnchanged() throws Exception {
        try (Body body = guard(ToyService.bytes(IMAGE)).read(3, 5, call)) {
            assertThat(body.offset()).isEqualTo(3);
            assertThat(body.total()).hasValue(10);
            assertThat(body.coding()).isEmpty();
            assertThat(body.bytes().available()).isEqualTo(7);
            assertThat(view.read(body)).isEqualTo('3');
            assertThat(body.bytes().skip(2)).isEqualTo(2);
            assertThat(view.read(body, new byte[0])).isZero();
            assertThat(new String(view.readAll(body), UTF_8)).isEqualTo("6789");
            assertThat(view.read(body)).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anonymityOfBytesIsReported(boolean anonymous) throws Exception {
        ImageSource.Bytes bytes = ToyService.bytes(IMAGE);
        ImageSource.Bytes saying = new ImageSource.Bytes() {
            @Override
            public Body read(long offset, long limit, Call reading) throws ImageException {
                return bytes.read(offset, limit, reading);
            }

            @Override
            public boolean anonymous() {
                return anonymous;
            }
        };
        assertThat(guard(saying).anonymous()).isEqualTo(anonymous);
        assertThat(guard(bytes).anonymous()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endIsProvenOnceReachedIfTheServiceVouches(boolean proven) throws Exception {
        ImageSource.Bytes bytes =
                (offset, limit, reading) -> Body.of(new ByteArrayInputStream(IMAGE), 0, OptionalLong.empty())
                        .withEndProof(() -> proven);
        Body body = guard(bytes).read(0, Long.MAX_VALUE, call);

        assertThat(body.isEndProven()).isFalse();
        assertThat(view.readAll(body)).isEqualTo(IMAGE);
        body.close();
        assertThat(body.isEndProven()).isEqualTo(proven);
    }

    @Test
    void codedBodyStaysCoded() throws Exception {
        try (Body body = guard(stream(new ByteArrayInputStream(IMAGE), "GZIP")).read(0, 10, call)) {
            assertThat(body.coding()).contains("gzip");
        }
    }

    @Test
    void factsOfABodyAreKept() throws Exception {
        ImageInfo info = ImageInfo.builder().version("2").build();
        ImageSource.Bytes bytes = new ImageSource.Bytes() {
            @Override
            public Body read(long offset, long limit, Call reading) throws ImageException {
                throw ImageException.versionChange("it is another version");
            }

            @Override
            public Body readAnyVersion(long offset, long limit, Call reading) {
                return Body.of(new ByteArrayInputStream(IMAGE), 0, OptionalLong.empty())
                        .withInfo(info);
            }
        };

        assertThat(failureOf(guard(bytes)).isVersionChange()).isTrue();
        assertThat(failureOf(guard(bytes)).service()).isPresent();
        try (Body body = guard(bytes).readAnyVersion(3, 5, call)) {
            assertThat(body.info()).contains(info);
            assertThat(new String(view.readAll(body), UTF_8)).isEqualTo("0123456789");
        }
    }

    @Test
    void bodyThatBeginsAfterTheRequestedOffsetIsADefectAndClosed() {
        AtomicInteger closed = new AtomicInteger();
        ImageSource.Bytes late = (offset, limit, reading) ->
                Body.of(counting(new ByteArrayInputStream(IMAGE), closed), offset + 1, OptionalLong.empty());

        assertThatThrownBy(() -> guard(late).read(3, 5, call))
                .hasMessage(
                        "the image service of toy 1.2.3, reading toy:image, began at 4, after the requested offset 3");
        assertThat(closed).hasValue(1);
    }

    @Test
    void nullForABodyIsADefect() {
        assertThat(failureOf(guard(nothing())).code()).isEqualTo(ErrorCode.INTERNAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 0, -2})
    void impossibleByteCountIsADefect(int count) throws Exception {
        InputStream lying = new FilterInputStream(new ByteArrayInputStream(IMAGE)) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return count;
            }

            @Override
            public long skip(long count) {
                return -1;
            }

            @Override
            public int available() {
                return -1;
            }
        };
        try (Body body = guard(stream(lying)).read(0, 10, call)) {
            assertThatThrownBy(() -> view.read(body, new byte[4]))
                    .hasMessageContaining("a count of " + count + " bytes");
            assertThatThrownBy(() -> body.bytes().skip(4)).hasMessageContaining("a count of -1 bytes");
            assertThatThrownBy(() -> body.bytes().available()).hasMessageContaining("a count of -1 bytes");
        }
    }

    @Test
    void plainFailureOfAStreamIsRetryableAndHasNoCause() throws Exception {
        try (Body body = guard(stream(throwing(new IOException("reset")))).read(0, 10, call)) {
            ImageException seen = catchThrowableOfType(ImageException.class, () -> view.read(body));
            assertThat(seen).hasMessage("reading toy:image failed: reset").hasNoCause();
            assertThat(seen.retryable()).isTrue();
        }
    }

    @Test
    void codeOfAWrappedFailureIsKept() throws Exception {
        IOException wrapped = new IOException(ImageException.versionChange("another version"));
        try (Body body = guard(stream(throwing(wrapped))).read(0, 10, call)) {
            assertThat(catchThrowableOfType(ImageException.class, () -> view.read(body))
                            .isVersionChange())
                    .isTrue();
        }
    }

    @Test
    void endOfTheCallEndsTheStream() throws Exception {
        try (Body body = guard(ToyService.bytes(IMAGE)).read(0, 10, call)) {
            call.end(ErrorCode.TRANSFER_FAILED, "stalled");

            assertThatThrownBy(() -> view.read(body)).hasMessage("stalled");
        }
    }

    @Test
    void closedBodyIsClosedOnceAndReleased() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        Body body =
                guard(stream(counting(new ByteArrayInputStream(IMAGE), closed))).read(0, 10, call);
        body.close();
        body.close();

        assertThatThrownBy(() -> view.read(body)).hasMessage("the body is closed: reading toy:image");
        service.leave().run();
        assertThat(closed).hasValue(1);
    }

    @Test
    void closedSourceAndBodyAreReleased() throws Exception {
        List<WeakReference<?>> used = usedAndClosed();

        await().until(() -> {
            System.gc();
            return used.stream().allMatch(each -> each.get() == null);
        });
        service.check();
    }

    /** Returns references to a source, and to the call of a body: both are kept by what is not released. */
    private List<WeakReference<?>> usedAndClosed() throws Exception {
        GuardedBytes source = guard(ToyService.bytes(IMAGE));
        Call own = Call.start();
        try (Body body = source.read(0, 10, own)) {
            return List.of(new WeakReference<>(source), new WeakReference<>(own), new WeakReference<>(body.bytes()));
        } finally {
            source.close();
        }
    }

    @Test
    void failureToCloseIsReportedWithoutItsCause() throws Exception {
        Body body = guard(stream(new FilterInputStream(new ByteArrayInputStream(IMAGE)) {
                    @Override
                    public void close() throws IOException {
                        throw new IOException("cannot");
                    }
                }))
                .read(0, 10, call);

        assertThatThrownBy(body::close).hasNoCause().hasMessage("closing the body of reading toy:image failed: cannot");
    }

    @Test
    void bodiesOutliveTheirSource() throws Exception {
        ImageSource.Bytes source = guard(ToyService.bytes(IMAGE));
        try (Body body = source.read(0, 10, call)) {
            source.close();

            assertThat(view.read(body)).isEqualTo('0');
            assertThatThrownBy(() -> source.read(0, 10, call)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void offsetAndLimitAreChecked() {
        ImageSource.Bytes source = guard(ToyService.bytes(IMAGE));
        assertThatThrownBy(() -> source.read(-1, 1, call)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> source.read(0, 0, call)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sourceOfAServiceThatHasLeftIsClosedAndRefused() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        LinkedCall linkedCall = fixture.link();
        service.leave().run();

        assertThat(catchThrowableOfType(ImageException.class, () -> fixture.guard(new Closing(closed), linkedCall))
                        .code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(closed).hasValue(1);
    }

    @Test
    void localFileIsReturnedWithTypesOfTheJdk(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("image"), "bytes");
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();

        assertThat(guard(in(new ImageSource.LocalFile(file, key))).file())
                .contains(new ImageSource.LocalFile(file, key));
    }

    @Test
    void fileOfAnotherFileSystemIsIgnored(@TempDir Path folder) throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            assertThat(guard(in(new ImageSource.LocalFile(zip.getPath("/image"), 1L)))
                            .file())
                    .isEmpty();
        }
    }

    @Test
    void fileWithAForeignKeyIsIgnored() {
        assertThat(guard(in(new ImageSource.LocalFile(Path.of("/image"), this))).file())
                .isEmpty();
    }

    private GuardedBytes guard(ImageSource.Bytes bytes) {
        try {
            return fixture.guard(view.offer(bytes));
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }

    private ImageException failureOf(ImageSource.Bytes source) {
        return catchThrowableOfType(ImageException.class, () -> source.read(0, 10, call));
    }

    @SuppressWarnings("NullAway") // a service may break its contract
    private static ImageSource.Bytes nothing() {
        return (offset, limit, reading) -> null;
    }

    private static ImageSource.Bytes stream(InputStream stream) {
        return (offset, limit, reading) -> Body.of(stream, offset, OptionalLong.empty());
    }

    private static ImageSource.Bytes stream(InputStream stream, String coding) {
        return (offset, limit, reading) -> Body.coded(stream, coding);
    }

    private static ImageSource.Bytes in(ImageSource.LocalFile file) {
        return new ImageSource.Bytes() {
            @Override
            public Body read(long offset, long limit, Call reading) throws ImageException {
                return ToyService.bytes(IMAGE).read(offset, limit, reading);
            }

            @Override
            public Optional<ImageSource.LocalFile> file() {
                return Optional.of(file);
            }
        };
    }

    private static InputStream throwing(IOException failure) {
        return new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw failure;
            }
        };
    }

    private static InputStream counting(InputStream stream, AtomicInteger closed) {
        return new FilterInputStream(stream) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    /** Counts how often it is closed. */
    private record Closing(AtomicInteger closed) implements ImageSource.Bytes {
        @Override
        public Body read(long offset, long limit, Call reading) throws ImageException {
            return ToyService.bytes(IMAGE).read(offset, limit, reading);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
