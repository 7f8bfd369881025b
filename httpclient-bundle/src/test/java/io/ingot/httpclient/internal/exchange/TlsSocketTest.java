// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.testing.Images;
import io.ingot.testing.http.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the socket against the JDK's own. */
@Timeout(60)
class TlsSocketTest {
    private static final String HOST = "images.test";
    private static final int RECORD = 10_000;

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);

    @BeforeAll
    static void makeKey() throws Exception {
        certificates = new TestCertificates(folder, "dns:" + HOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void oneReadReturnsTheRecordsThatArrived(String version) throws Exception {
        byte[] image = Images.ofSize(3 * RECORD);
        try (TlsPeers peers = connect(version, sending(image))) {
            peers.client.getOutputStream().write('?');
            peers.awaitReceived(image.length + 1);

            assertThat(peers.client.read(buffer)).isEqualTo(image.length);
            assertThat(bytes(buffer)).isEqualTo(image);
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, 1", "TLSv1.3, 16383", "TLSv1.3, 16385", "TLSv1.2, 7", "TLSv1.2, 100000"})
    void bufferOfAnySizeReceivesThePayload(String version, int capacity) throws Exception {
        byte[] image = Images.ofSize(300_001);
        try (TlsPeers peers =
                connect(version, socket -> socket.getOutputStream().write(image))) {
            assertThat(readToEnd(peers.client, ByteBuffer.allocateDirect(capacity)))
                    .isEqualTo(image);
            assertThat(peers.client.hasCloseNotify()).isTrue();
        }
    }

    @Test
    void streamAndBufferReadOnePosition() throws Exception {
        try (TlsPeers peers =
                connect("TLSv1.3", socket -> socket.getOutputStream().write("streambuffer".getBytes(UTF_8)))) {
            assertThat(peers.client.getInputStream().readNBytes(6)).asString().isEqualTo("stream");
            assertThat(readToEnd(peers.client, buffer)).asString().isEqualTo("buffer");
            assertThat(peers.client.getInputStream().read()).isNegative();
        }
    }

    @Test
    @DisplayName("RFC 6066 §3: the server learns the name of the host; no protocol is negotiated")
    void serverLearnsTheHost() throws Exception {
        CompletableFuture<Object> name = new CompletableFuture<>();
        TlsPeers.Script script = socket -> {
            socket.startHandshake();
            name.complete(((ExtendedSSLSession) socket.getSession())
                    .getRequestedServerNames()
                    .get(0));
        };
        try (TlsPeers peers = connect("TLSv1.3", script)) {
            assertThat(name.get(20, TimeUnit.SECONDS)).isEqualTo(new SNIHostName(HOST));
            assertThat(peers.client.getApplicationProtocol()).isEmpty();
        }
    }

    @Test
    void silentServerTimesOutInTheHandshake() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                Socket plain =
                        SocketChannel.open(silent.getLocalSocketAddress()).socket()) {
            plain.setSoTimeout(50);

            assertThatThrownBy(() -> TlsPeers.layer(plain, HOST, certificates))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(plain.isClosed()).isTrue();
        }
    }

    @Test
    void readContinuesAfterATimeoutWithinARecord() throws Exception {
        byte[] image = Images.ofSize(RECORD);
        try (TlsPeers peers = connect("TLSv1.3", sending(image))) {
            byte[] held = held(peers);
            int cut = held.length / 2;
            peers.relay.send(held, 0, cut);
            peers.awaitReceived(cut);
            peers.client.setSoTimeout(1);
            assertThatThrownBy(() -> peers.client.read(buffer)).isInstanceOf(SocketTimeoutException.class);

            peers.client.setSoTimeout(0);
            peers.relay.send(held, cut, held.length);
            assertThat(readToEnd(peers.client, buffer)).isEqualTo(image);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void endWithinARecordIsNotAnnounced(String version) throws Exception {
        byte[] image = Images.ofSize(3 * RECORD);
        try (TlsPeers peers = connect(version, sending(image))) {
            byte[] held = held(peers);
            peers.relay.send(held, 0, held.length - RECORD / 2);
            peers.relay.end();

            assertThat(readToEnd(peers.client, buffer)).isEqualTo(Arrays.copyOf(image, 2 * RECORD));
            assertThat(peers.client.hasCloseNotify()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void payloadBeforeAForgedRecordIsReturnedThenTheFailure(String version) throws Exception {
        byte[] image = Images.ofSize(3 * RECORD);
        try (TlsPeers peers = connect(version, sending(image))) {
            byte[] held = held(peers);
            held[held.length - RECORD / 2] ^= 1;
            peers.relay.send(held, 0, held.length);
            peers.awaitReceived(held.length);

            assertThat(peers.client.read(buffer)).isEqualTo(2 * RECORD);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> peers.client.read(buffer)).isInstanceOf(SSLException.class);
            }
            assertThat(peers.client.hasCloseNotify()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @DisplayName("RFC 8446 §4.6.3, RFC 5246 §7.4.1.1: an update of keys, or another handshake, is answered")
    void laterHandshakeIsAnswered(String version) throws Exception {
        TlsPeers.Script script = socket -> {
            socket.getOutputStream().write("before".getBytes(UTF_8));
            socket.startHandshake();
            socket.getOutputStream().write("after".getBytes(UTF_8));
            assertThat(socket.getInputStream().read()).isEqualTo('!');
        };
        try (TlsPeers peers = connect(version, script)) {
            assertThat(peers.client.getInputStream().readNBytes(11)).asString().isEqualTo("beforeafter");
            peers.client.getOutputStream().write('!');
            peers.server.get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void laterHandshakeOfAnIdleConnectionIsNoPayloadAndTheNextWriteCompletesIt(String version) throws Exception {
        TlsPeers.Script script = socket -> {
            socket.getInputStream().read();
            socket.startHandshake();
            assertThat(socket.getInputStream().read()).isEqualTo('!');
        };
        try (TlsPeers peers = connect(version, script)) {
            peers.client.getOutputStream().write('?');
            peers.awaitReceived(1);
            peers.client.setSoTimeout(1);
            assertThatThrownBy(() -> peers.client.read(buffer)).isInstanceOf(SocketTimeoutException.class);

            peers.client.setSoTimeout(0);
            peers.client.getOutputStream().write('!');
            peers.server.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void recordsWithoutPayloadAreLimited() throws Exception {
        TlsPeers.Script script = socket -> {
            while (!socket.isClosed()) {
                socket.startHandshake();
            }
        };
        try (TlsPeers peers = connect("TLSv1.3", script)) {
            assertThatThrownBy(() -> peers.client.read(buffer))
                    .isInstanceOf(ResponseException.class)
                    .hasMessageContaining("the records of TLS");
        }
    }

    @Test
    @DisplayName("RFC 8446 §6.1: close announces the end")
    void closeAnnouncesTheEnd() throws Exception {
        TlsPeers.Script script = socket -> {
            socket.getOutputStream().write('!');
            socket.getInputStream().read();
        };
        try (TlsPeers peers = connect("TLSv1.3", script)) {
            assertThat(peers.client.getInputStream().read())
                    .as("nothing is left to read: a close would reset the connection")
                    .isEqualTo('!');
            int before = peers.relay.fromClient().length;
            peers.client.close();

            peers.relay.awaitEndOfClient();
            byte[] sent = peers.relay.fromClient();
            assertThat(Arrays.copyOfRange(sent, before, sent.length))
                    .as("an encrypted record")
                    .startsWith(23, 3, 3);
            assertThatThrownBy(() -> peers.client.read(buffer)).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> peers.client.getOutputStream().write(1)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void closeDoesNotWaitForAServerThatDoesNotRead() throws Exception {
        try (TlsPeers peers = connect("TLSv1.3", TlsSocketTest::readOnce)) {
            peers.relay.pause();
            SocketChannel channel = peers.plain.getChannel();
            channel.configureBlocking(false);
            while (channel.write(ByteBuffer.allocate(1 << 20)) > 0) {
                assertThat(channel.isOpen()).isTrue();
            }
            channel.configureBlocking(true);

            peers.client.close();
            assertThat(peers.plain.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closeEndsAReadAndAWriteThatWait(boolean reading) throws Exception {
        try (TlsPeers peers = connect("TLSv1.3", TlsSocketTest::readOnce)) {
            peers.relay.pause();
            CompletableFuture<Void> waiting = TlsPeers.start(() -> {
                while (true) {
                    if (reading) {
                        peers.client.read(buffer);
                    } else {
                        peers.client.getOutputStream().write(new byte[1 << 20]);
                    }
                }
            });

            peers.client.close();
            assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IOException.class);
        }
    }

    private static TlsPeers connect(String version, TlsPeers.Script script) throws Exception {
        return new TlsPeers(certificates, HOST, version, script);
    }

    /** Sends payload in records, after the first byte from the client, and closes the connection. */
    private static TlsPeers.Script sending(byte[] payload) {
        return socket -> {
            socket.getInputStream().read();
            for (int from = 0; from < payload.length; from += RECORD) {
                socket.getOutputStream().write(payload, from, RECORD);
            }
        };
    }

    /** Sends nothing, and waits for the client. */
    private static void readOnce(SSLSocket socket) throws IOException {
        socket.getInputStream().read();
    }

    /** Returns what the server sends after the handshake, which is held. */
    private static byte[] held(TlsPeers peers) throws Exception {
        peers.relay.hold();
        peers.client.getOutputStream().write('?');
        return peers.relay.held();
    }

    private static byte[] readToEnd(TlsSocket client, ByteBuffer target) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        while (client.read(target.clear()) >= 0) {
            received.write(bytes(target));
        }
        return received.toByteArray();
    }

    private static byte[] bytes(ByteBuffer filled) {
        byte[] bytes = new byte[filled.flip().remaining()];
        filled.get(bytes);
        return bytes;
    }
}
