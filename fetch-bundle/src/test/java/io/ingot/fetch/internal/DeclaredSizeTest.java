// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An origin may declare any size up to 2^63 - 1. Beyond the disk, the fetch fails before it requests a byte. */
@Timeout(60)
class DeclaredSizeTest {
    @TempDir
    Path temporary;

    private TestEngine test;

    @BeforeEach
    void start() throws IOException {
        test = new TestEngine(
                Files.createDirectory(temporary.resolve("node")), temporary.resolve("home"), TestConfig.quick());
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @ParameterizedTest
    @CsvSource({
        "4611686018427387904, link, true, 4.0 EiB",
        "4611686018427387904, copy, true, 8.0 EiB",
        "4611686018427387904, link, false, 4.0 EiB",
        "9223372036854775807, link, true, 8.0 EiB",
        "9223372036854775807, copy, true, 8.0 EiB",
        "9223372036854775807, copy, false, 8.0 EiB",
        "9223372036854775806, copy, true, 8.0 EiB"
    })
    void sizeBeyondAnyDiskIsInsufficientSpaceAndEvictsNothing(
            long size, String placement, boolean stored, String shownSize) throws IOException {
        test.resolver.put("fake://origin/stored", FakeImage.of(new byte[10]).version("1"));
        test.fetch(test.request("fake://origin/stored"));
        Files.delete(test.destination());
        test.engine.modified(TestConfig.quick()
                .with("maxImageBytes", Long.MAX_VALUE)
                .with("placement", new String[] {placement})
                .get());
        FakeImage image = declared(size);
        FetchRequest request = stored ? test.request() : test.request().options(FetchOptions.DEFAULT.useStore(false));

        ImageException e = test.failure(request);

        assertThat(e.code()).isEqualTo(ErrorCode.INSUFFICIENT_SPACE);
        assertThat(e).hasMessageContaining(shownSize);
        assertThat(image.offsets).isEmpty();
        assertThat(test.storedFiles()).hasSize(1);
        try (Call call = Call.start()) {
            assertThat(test.engine.preview(request, call).space().orElseThrow()).isGreaterThanOrEqualTo(size);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 62, Long.MAX_VALUE})
    void sizeBeyondAnyDiskIsInsufficientSpaceBeforeTheSizeLimit(long size) throws IOException {
        declared(size);
        ImageException e = test.failure();
        assertThat(e.code()).isEqualTo(ErrorCode.INSUFFICIENT_SPACE);
        assertThat(e).hasMessageContaining("the whole file system of " + test.folder);
        try (Call call = Call.start()) {
            ImageException previewed =
                    catchThrowableOfType(ImageException.class, () -> test.engine.preview(test.request(), call));
            assertThat(previewed).hasMessage(e.getMessage());
        }
    }

    @Test
    void sizeThatFitsTheDiskIsRefusedByTheLimit() throws IOException {
        test.engine.modified(TestConfig.quick().with("maxImageBytes", 99L).get());
        declared(100);
        assertThat(test.failure().code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
    }

    private FakeImage declared(long size) {
        return test.image(new byte[10]).version("1").info(info -> info.size(size));
    }
}
