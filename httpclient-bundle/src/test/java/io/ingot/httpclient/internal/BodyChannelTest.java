// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.httpclient.HttpResponse;
import io.ingot.testing.Images;
import io.ingot.testing.http.RawServer;
import io.ingot.testing.service.BodyView;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the channel of a body: the rules of the stream, and its own. */
class BodyChannelTest extends ResponseBodyRules {
    private static final int MIB = 1 << 20;

    BodyChannelTest() {
        super(BodyView.CHANNEL);
    }

    @ParameterizedTest
    @CsvSource({"true, 1, 70000", "false, 1, 70000", "true, 1048576, 5000003", "false, 1048576, 5000003"})
    void bufferOfAnySizeAndKindReceivesTheBytes(boolean direct, int capacity, int length) throws Exception {
        byte[] image = Images.ofSize(length);
        ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try (RawServer server = sendingBytes(image);
                HttpResponse response = get(server.url("/"))) {
            ReadableByteChannel channel = response.channel().orElseThrow();
            for (int count = channel.read(buffer); count >= 0; count = channel.read(buffer.clear())) {
                assertThat(count).isPositive().isEqualTo(buffer.position());
                byte[] part = new byte[count];
                buffer.flip().get(part);
                received.write(part);
            }
        }
        assertThat(received.toByteArray()).isEqualTo(image);
    }

    @Test
    void bytesAreReadOnceByEitherView() throws Exception {
        byte[] image = Images.ofSize(MIB);
        byte[] received = new byte[MIB];
        ByteBuffer buffer = ByteBuffer.allocateDirect(10_000);
        try (RawServer server = sendingBytes(image);
                HttpResponse response = get(server.url("/"))) {
            ReadableByteChannel channel = response.channel().orElseThrow();
            InputStream stream = response.body();
            int position = 0;
            while (position < MIB) {
                position += stream.readNBytes(received, position, Math.min(777, MIB - position));
                int count = Math.max(0, channel.read(buffer.clear()));
                buffer.flip().get(received, position, count);
                position += count;
            }
            assertThat(stream.read()).isNegative();
            assertThat(channel.read(buffer.clear())).isNegative();
            assertThat(response.isEndProven()).isTrue();
        }
        assertThat(received).isEqualTo(image);
    }

    @Test
    void bufferKeepsItsLimitAndItsOtherBytes() throws Exception {
        ByteBuffer buffer = ByteBuffer.wrap("-------".getBytes(UTF_8), 1, 5);
        try (RawServer server = answering("200 OK", "body");
                HttpResponse response = get(server.url("/"))) {
            assertThat(response.channel().orElseThrow().read(buffer)).isEqualTo(4);
        }
        assertThat(buffer.position()).isEqualTo(5);
        assertThat(buffer.limit()).isEqualTo(6);
        assertThat(buffer.array()).asString().isEqualTo("-body--");
    }

    @Test
    void bufferWithoutSpaceReceivesNothing() throws Exception {
        try (RawServer server = serving((request, connection) -> {
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n");
                    connection.stall();
                });
                HttpResponse response = get(server.url("/"))) {
            assertThat(response.channel().orElseThrow().read(ByteBuffer.allocate(0)))
                    .isZero();
        }
    }

    @Test
    void readDoesNotWaitForTheBufferToFill() throws Exception {
        int sent = 100_000;
        ByteBuffer buffer = ByteBuffer.allocateDirect(MIB);
        try (RawServer server = serving((request, connection) -> {
                    connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + MIB + "\r\n\r\n" + "x".repeat(sent));
                    connection.stall();
                });
                HttpResponse response = get(server.url("/"))) {
            ReadableByteChannel channel = response.channel().orElseThrow();
            while (buffer.position() < sent) {
                assertThat(channel.read(buffer)).isPositive();
            }
            assertThat(buffer.position()).isEqualTo(sent);
        }
    }

    @Test
    void readIntoTheHeapIsLimited() throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate(MIB);
        try (RawServer server = sendingBytes(Images.ofSize(3 * MIB));
                HttpResponse response = get(server.url("/"))) {
            ReadableByteChannel channel = response.channel().orElseThrow();
            for (int count = 0; count >= 0; count = channel.read(buffer.clear())) {
                assertThat(count).isLessThanOrEqualTo(128 << 10);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n", "Connection: close\r\n\r\nbody"})
    void bodyWithoutADeclaredLengthHasNoChannel(String rest) throws Exception {
        try (RawServer server = sending("HTTP/1.1 200 OK\r\n" + rest);
                HttpResponse response = get(server.url("/"))) {
            assertThat(response.channel()).isEmpty();
            assertThat(text(response)).isEqualTo("body");
        }
    }

    @Test
    void channelAndResponseCloseEachOther() throws Exception {
        try (RawServer server = answering("200 OK", "body")) {
            HttpResponse response = get(server.url("/"));
            ReadableByteChannel channel = response.channel().orElseThrow();
            assertThat(channel.isOpen()).isTrue();
            response.close();
            assertThat(channel.isOpen()).isFalse();

            HttpResponse next = get(server.url("/"));
            assertThat(text(next)).isEqualTo("body");
            next.channel().orElseThrow().close();
            get(server.url("/")).close();
            assertThat(server.connections())
                    .as("the first was closed, the second reused")
                    .isEqualTo(2);
        }
    }
}
