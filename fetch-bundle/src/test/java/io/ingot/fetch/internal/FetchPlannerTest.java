// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchPlannerTest {
    private static final byte[] BYTES = TestEngine.bytes(10_001);

    @TempDir
    Path temporary;

    private TestEngine test;
    private FakeImage image;

    @BeforeEach
    void start() throws IOException {
        test = new TestEngine(
                Files.createDirectory(temporary.resolve("node")), temporary.resolve("home"), TestConfig.quick());
        image = test.image(BYTES).version("1").info(info -> info.entityTag("\"1\""));
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void storedImageIsReportedWithItsDigestAndNeedsNoSpace() throws IOException {
        test.fetch();
        FetchPreview preview = preview(test.request());
        assertThat(preview.held()).isTrue();
        assertThat(preview.reason())
                .startsWith("held: sha256:" + TestEngine.sha256(BYTES).hex() + ", unchanged since ");
        assertThat(preview.space()).hasValue(0);
        assertThat(image.opens).hasValue(1);
    }

    @Test
    void modifiedStoredImageIsReportedAndLeftUnchanged() throws IOException {
        test.fetch();
        Path stored = test.storedFiles().get(0);
        Files.setPosixFilePermissions(stored, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(stored, new byte[] {1}, StandardOpenOption.APPEND);
        FetchPreview preview = preview(test.request());
        assertThat(preview.held()).isFalse();
        assertThat(preview.reason())
                .isEqualTo("not held: sha256:" + TestEngine.sha256(BYTES).hex()
                        + " has been written to since: it would be fetched again");
        assertThat(test.storedFiles()).containsExactly(stored);
    }

    @Test
    void failureOfAChecksumFileNamesTheFile() throws IOException {
        Checksum weak = TestEngine.checksum("md5", BYTES);
        Checksum strong = TestEngine.sha256(new byte[1]);
        test.policy.refusedAlgorithm = "md5";
        assertThat(refusal(test.request().checksum(weak)).subject()).contains(weak.toString());
        assertThat(refusal(test.request().checksum(strong).checksum(TestEngine.sha256(BYTES)))
                        .subject())
                .contains(TestEngine.sha256(BYTES).toString());
        image.info(info -> info.checksums(List.of(TestEngine.sha256(BYTES))));
        assertThat(refusal(test.request().checksum(strong)).subject()).contains(strong.toString());
        test.policy.maxBytes = 1;
        assertThat(refusal(test.request()).subject()).isEmpty();
    }

    private ImageException refusal(FetchRequest request) {
        return Assertions.catchThrowableOfType(ImageException.class, () -> preview(request));
    }

    @Test
    void writeThatRestoredTheTimeIsReportedAsAChange() throws IOException {
        test.fetch();
        Path stored = test.storedFiles().get(0);
        FileTime modified = Files.getLastModifiedTime(stored);
        Awaitility.await().until(() -> {
            Files.setPosixFilePermissions(stored, PosixFilePermissions.fromString("rw-r--r--"));
            try (FileChannel channel = FileChannel.open(stored, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(new byte[] {1}));
            }
            Files.setLastModifiedTime(stored, modified);
            return !preview(test.request()).reason().contains("unchanged");
        });
        FetchPreview preview = preview(test.request());
        assertThat(preview.held()).isTrue();
        assertThat(preview.reason()).endsWith(", but its file has changed since: it would be read again");
        assertThat(test.fetch().source()).isEqualTo(FetchedImage.Source.ORIGIN);
    }

    @Test
    void linkThatANodeRemovedIsNotAChange() throws IOException {
        test.fetch();
        Files.delete(test.destination());
        assertThat(preview(test.request()).reason()).containsPattern(", unchanged since [0-9-]{10}T[0-9:]{8}Z");
    }

    @Test
    void copyNeedsSpace() throws IOException {
        test.engine.modified(
                TestConfig.quick().with("placement", new String[] {"copy"}).get());
        assertThat(preview(test.request()).space()).hasValue(BYTES.length);
        test.fetch();
        assertThat(preview(test.request()).space()).hasValue(BYTES.length);
        image.version("2");
        assertThat(preview(test.request()).space()).hasValue(2L * BYTES.length);
    }

    @Test
    void partOfAnInterruptedFetchReducesTheSpace() throws IOException {
        int arrived = BYTES.length / 2;
        test.engine.modified(TestConfig.quick().with("retries", 0).get());
        image.thenReads(Faults.cutAfter(arrived));
        test.failure();
        FetchPreview preview = preview(test.request());
        assertThat(preview.reason()).isEqualTo("not held: nothing is recorded; a part of it is present");
        assertThat(preview.space()).hasValue(BYTES.length - arrived);
        test.engine.modified(
                TestConfig.quick().with("placement", new String[] {"copy"}).get());
        assertThat(preview(test.request()).space()).hasValue(2L * BYTES.length - arrived);
        image.version("2").info(info -> info.entityTag("\"2\""));
        assertThat(preview(test.request()).reason()).isEqualTo("not held: nothing is recorded");
    }

    @Test
    void previewCreatesNoStore() throws IOException {
        FetchPreview preview = preview(test.request());
        assertThat(preview.held()).isFalse();
        assertThat(preview.reason()).isEqualTo("not held: nothing is recorded");
        assertThat(Files.exists(test.home)).isFalse();
    }

    @Test
    void otherVersionIsReportedWithItsEntityTag() throws IOException {
        test.fetch();
        image.version("2").info(info -> info.entityTag("\"2\""));
        assertThat(preview(test.request()).reason())
                .isEqualTo("not held: the origin has another version (etag \"2\" instead of \"1\")");
    }

    @Test
    void otherChecksumIsReported() throws IOException {
        test.fetch();
        FetchPreview preview = preview(test.request().checksum(TestEngine.sha256(new byte[1])));
        assertThat(preview.held()).isFalse();
        assertThat(preview.reason()).contains(TestEngine.sha256(new byte[1]).toString());
    }

    @Test
    void uncacheableImageIsNotStored() throws IOException {
        image.info(info -> info.cacheable(false));
        assertThat(preview(test.request()).reason())
                .isEqualTo("not held: it is a local file, or its origin does not allow caching");
        assertThat(preview(test.request().options(FetchOptions.DEFAULT.useStore(false)))
                        .reason())
                .isEqualTo("not held: the request does not use the store");
    }

    private FetchPreview preview(FetchRequest request) throws ImageException {
        try (Call call = Call.start()) {
            return test.engine.preview(request, call);
        }
    }
}
