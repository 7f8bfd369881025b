// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageSource;
import io.ingot.testing.service.ToyService;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only a channel can get wrong; {@link GuardedBytesTest} has the rules that it shares with a stream. */
class GuardedChannelTest {
    private static final int BEFORE = 2;
    private static final int SPACE = 4;
    private static final int AFTER = 3;

    private final GuardFixture fixture = new GuardFixture();
    private final AtomicInteger closed = new AtomicInteger();
    /** A buffer of a reader, who reserves some bytes at its begin and its end. */
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BEFORE + SPACE + AFTER).position(BEFORE).limit(BEFORE + SPACE);

    @AfterEach
    void close() {
        fixture.close();
    }

    /** The ways in which a service may leave a buffer in another state than its count says. */
    enum Defect {
        NOTHING_WRITTEN {
            @Override
            int read(ByteBuffer target) {
                return 1;
            }
        },
        WRITTEN_BUT_DENIED {
            @Override
            int read(ByteBuffer target) {
                target.put((byte) 'x').put((byte) 'y');
                return 1;
            }
        },
        WRITTEN_AT_THE_END {
            @Override
            int read(ByteBuffer target) {
                target.put((byte) 'x');
                return -1;
            }
        },
        ZERO {
            @Override
            int read(ByteBuffer target) {
                return 0;
            }
        },
        LESS_THAN_THE_END {
            @Override
            int read(ByteBuffer target) {
                return -2;
            }
        },
        MORE_THAN_THE_SPACE {
            @Override
            int read(ByteBuffer target) {
                target.put(new byte[SPACE]);
                return SPACE + 1;
            }
        },
        FLIPPED {
            @Override
            int read(ByteBuffer target) {
                target.put((byte) 'x').flip();
                return 1;
            }
        },
        OTHER_LIMIT {
            @Override
            int read(ByteBuffer target) {
                target.put((byte) 'x').limit(1);
                return 1;
            }
        };

        abstract int read(ByteBuffer target);
    }

    @ParameterizedTest
    @EnumSource
    void bufferInAnotherStateThanTheCountIsADefectAndStaysAsItWas(Defect defect) throws Exception {
        try (Body body = guard(defect::read)) {
            ImageException seen = catchThrowableOfType(
                    ImageException.class, () -> channel(body).read(buffer));

            assertThat(seen.code()).isEqualTo(ErrorCode.INTERNAL);
            assertThat(seen)
                    .hasMessageStartingWith("the image service of toy 1.2.3, reading toy:image, returned a count of ");
            assertThat(buffer.position()).isEqualTo(BEFORE);
            assertThat(buffer.limit()).isEqualTo(BEFORE + SPACE);
        }
    }

    @Test
    void messageOfADefectStatesTheStateOfTheBuffer() throws Exception {
        try (Body body = guard(Defect.FLIPPED::read)) {
            assertThatThrownBy(() -> channel(body).read(buffer))
                    .hasMessageEndingWith(
                            "returned a count of 1 bytes, but set the buffer of 4 bytes to position 0 and limit 1");
        }
    }

    @Test
    void bytesArriveAtThePositionOfTheBuffer() throws Exception {
        try (Body body = guard(target -> {
            target.put((byte) 'a').put((byte) 'b');
            return 2;
        })) {
            assertThat(channel(body).read(buffer)).isEqualTo(2);
            assertThat(channel(body).read(buffer)).isEqualTo(2);

            assertThat(buffer.position()).isEqualTo(BEFORE + SPACE);
            assertThat(text()).isEqualTo("\0\0abab\0\0\0");
        }
    }

    @Test
    void serviceReachesNoByteOutsideTheSpace() throws Exception {
        try (Body body = guard(target -> {
            target.clear();
            int count = 0;
            while (target.hasRemaining()) {
                target.put((byte) 'x');
                count++;
            }
            return count;
        })) {
            assertThat(channel(body).read(buffer)).isEqualTo(SPACE);

            assertThat(text()).isEqualTo("\0\0xxxx\0\0\0");
        }
    }

    @Test
    void serviceThatMovesAKeptBufferDoesNotMoveTheReaders() throws Exception {
        ByteBuffer[] kept = new ByteBuffer[1];
        try (Body body = guard(target -> {
            kept[0] = target;
            target.put((byte) 'x');
            return 1;
        })) {
            channel(body).read(buffer);
            kept[0].clear();

            assertThat(buffer.position()).isEqualTo(BEFORE + 1);
            assertThat(buffer.limit()).isEqualTo(BEFORE + SPACE);
        }
    }

    @Test
    void failureAfterSomeBytesLeavesTheBufferAsItWas() throws Exception {
        try (Body body = guard(target -> {
            target.put((byte) 'x');
            throw new IOException("reset");
        })) {
            assertThatThrownBy(() -> channel(body).read(buffer)).hasMessage("reading toy:image failed: reset");

            assertThat(buffer.position()).isEqualTo(BEFORE);
        }
    }

    @Test
    void serviceGetsADirectBufferForADirectBuffer() throws Exception {
        boolean[] direct = new boolean[1];
        try (Body body = guard(target -> {
            direct[0] = target.isDirect();
            return -1;
        })) {
            assertThat(channel(body).read(buffer)).isEqualTo(-1);

            assertThat(direct[0]).isTrue();
        }
    }

    @Test
    void fullBufferIsNotPassedToTheService() throws Exception {
        try (Body body = guard(Defect.ZERO::read)) {
            assertThat(channel(body).read(buffer.position(buffer.limit()))).isZero();
        }
    }

    @Test
    void readOnlyBufferIsAFaultOfTheCaller() throws Exception {
        try (Body body = guard(Defect.ZERO::read)) {
            assertThatIllegalArgumentException().isThrownBy(() -> channel(body).read(buffer.asReadOnlyBuffer()));
        }
    }

    @Test
    void closedChannelEndsTheBody() throws Exception {
        Body body = guard(target -> -1);
        assertThat(channel(body).isOpen()).isTrue();

        channel(body).close();

        assertThat(closed).hasValue(1);
        assertThat(channel(body).isOpen()).isFalse();
        assertThatThrownBy(() -> channel(body).read(buffer)).hasMessage("the body is closed: reading toy:image");
        assertThatThrownBy(() -> body.bytes().read()).hasMessage("the body is closed: reading toy:image");
        body.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void departureClosesTheChannel() throws Exception {
        try (Body body = guard(target -> -1)) {
            fixture.service.leave().run();

            assertThat(closed).hasValue(1);
            assertThat(channel(body).isOpen()).isFalse();
        }
    }

    @Test
    void bodyOfAServiceWithoutAChannelHasNone() throws Exception {
        try (Body body = fixture.guard(ToyService.bytes(new byte[1])).read(0, 1, fixture.call)) {
            assertThat(body.channel()).isEmpty();
        }
    }

    /** Returns a guarded body whose channel does this. */
    private Body guard(Reading reading) throws ImageException {
        InputStream stream = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        ImageSource.Bytes source = (offset, limit, call) ->
                Body.of(stream, offset, OptionalLong.empty()).withChannel(new ToyChannel(reading));
        return fixture.guard(source).read(0, Long.MAX_VALUE, fixture.call);
    }

    private String text() {
        byte[] all = new byte[buffer.capacity()];
        buffer.duplicate().clear().get(all);
        return new String(all, UTF_8);
    }

    private static ReadableByteChannel channel(Body body) {
        return body.channel().orElseThrow();
    }

    /** What a channel does when it is read. */
    @FunctionalInterface
    private interface Reading {
        int read(ByteBuffer target) throws IOException;
    }

    /** A channel that is closed with its stream only. */
    private record ToyChannel(Reading reading) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer target) throws IOException {
            return reading.read(target);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            throw new AssertionError("a channel is closed with its stream");
        }
    }
}
