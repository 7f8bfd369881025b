// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ingot.image.ImageInfo;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BodyTest {
    @Test
    void aBodyHasOffsetAndTotal() {
        Body body = Body.of(InputStream.nullInputStream(), 7, OptionalLong.of(9));

        assertThat(body.offset()).isEqualTo(7);
        assertThat(body.total()).hasValue(9);
        assertThat(body.coding()).isEmpty();
    }

    @Test
    void aCodedBodyIsWholeAndOfNoKnownLength() {
        Body body = Body.coded(InputStream.nullInputStream(), "GZip");

        assertThat(body.offset()).isZero();
        assertThat(body.total()).isEmpty();
        assertThat(body.coding()).contains("gzip");
    }

    @Test
    void aBodyHasTheFactsOfItsOrigin() {
        ImageInfo info = ImageInfo.builder().size(9).version("2").build();
        Body body = Body.of(InputStream.nullInputStream(), 7, OptionalLong.of(9));

        assertThat(body.info()).isEmpty();
        assertThat(body.withInfo(info).info()).contains(info);
        assertThat(body.withInfo(info).offset()).isEqualTo(7);
        assertThat(body.withInfo(info).total()).hasValue(9);
        assertThat(Body.coded(InputStream.nullInputStream(), "gzip")
                        .withInfo(info)
                        .coding())
                .contains("gzip");
    }

    @Test
    void aBodyKeepsItsChannel() {
        ImageInfo info = ImageInfo.builder().version("2").build();
        ReadableByteChannel channel = Channels.newChannel(InputStream.nullInputStream());
        Body body = Body.of(InputStream.nullInputStream(), 7, OptionalLong.empty());

        assertThat(body.channel()).isEmpty();
        assertThat(body.withChannel(channel)
                        .withInfo(info)
                        .withEndProof(() -> false)
                        .channel())
                .contains(channel);
        assertThat(body.withChannel(channel).offset()).isEqualTo(7);
    }

    @Test
    void endIsProvenUnlessTheServiceDeniesIt() {
        Body body = Body.of(InputStream.nullInputStream(), 0, OptionalLong.empty());
        ImageInfo info = ImageInfo.builder().version("2").build();

        assertThat(body.isEndProven()).isTrue();
        assertThat(body.withEndProof(() -> false).withInfo(info).isEndProven()).isFalse();
        assertThat(Body.coded(InputStream.nullInputStream(), "gzip")
                        .withEndProof(() -> false)
                        .isEndProven())
                .isFalse();
    }

    @Test
    void nothingIsNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Body.of(InputStream.nullInputStream(), -1, OptionalLong.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Body.of(InputStream.nullInputStream(), 0, OptionalLong.of(-1)));
    }

    @Test
    void itsBytesAreClosedWithIt() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        Body body = Body.of(
                new FilterInputStream(new ByteArrayInputStream(new byte[] {1})) {
                    @Override
                    public void close() {
                        closed.incrementAndGet();
                    }
                },
                0,
                OptionalLong.empty());
        assertThat(body.bytes().read()).isEqualTo(1);

        body.close();

        assertThat(closed).hasValue(1);
    }
}
