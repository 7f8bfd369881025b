// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.testing.Images;
import io.ingot.testing.http.HttpOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.kar.KarService;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** Commands over ssh with the client of Karaf, as scripts use them. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class RemoteKarafIT {
    private static final byte[] IMAGE = Images.ofSize(300_007);
    private static final String USER = "itest";
    private static final String PORT = "itest.ssh.port";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @Inject
    private FeaturesService features;

    @Inject
    private KarService kars;

    private HttpOrigin origin;
    private String url;
    private Path folder;

    @Configuration
    public Option[] configuration() throws IOException {
        int port = freePort();
        return new Option[] {
            Karaf.remote(port, USER), CoreOptions.systemProperty(PORT).value(Integer.toString(port))
        };
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Before
    public void installIngot() throws Exception {
        if (features.getFeature("ingot") == null) {
            kars.install(Path.of(System.getProperty("itest.kar")).toUri());
            features.installFeature("ingot");
        }
        origin = new HttpOrigin();
        url = origin.serve("/image", IMAGE);
        folder = Files.createTempDirectory(Path.of(System.getProperty("karaf.base")), "node-");
        await().atMost(TIMEOUT).until(RemoteKarafIT::listens);
    }

    private static boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.getInteger(PORT))) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @After
    public void closeOrigin() {
        origin.close();
    }

    private record ClientResult(int status, String printed) {}

    /** Runs the client with an open standard input, whose end would end the command. */
    private ClientResult client(String command) throws Exception {
        Path printed = Files.createTempFile(folder, "printed", ".txt");
        Process client = new ProcessBuilder(
                        System.getProperty("karaf.home") + "/bin/client", "-u", USER, "-p", USER, command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        if (!client.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            client.destroyForcibly();
            throw new AssertionError("the client is still running: " + Files.readString(printed));
        }
        return new ClientResult(client.exitValue(), Files.readString(printed, StandardCharsets.UTF_8));
    }

    @Test
    public void resultIsPrintedByTheClient() throws Exception {
        ClientResult result = client("ingot:fetch --json " + url + " " + folder.resolve("image"));

        assertThat(result.status()).as(result.printed()).isZero();
        assertThat(result.printed()).contains("\"size\":" + IMAGE.length);
        assertThat(folder.resolve("image")).hasBinaryContent(IMAGE);
    }

    @Test
    public void failureIsAMessageAndAStatus() throws Exception {
        ClientResult result = client("ingot:fetch " + url + "/nosuch " + folder.resolve("image"));

        assertThat(result.status()).as(result.printed()).isEqualTo(1);
        assertThat(result.printed()).contains("ingot: ", "/image/nosuch").doesNotContain("Exception");
    }

    @Test
    public void jsonFailureIsOneObject() throws Exception {
        ClientResult result = client("ingot:fetch --json " + url + "/nosuch " + folder.resolve("image"));

        assertThat(result.status()).as(result.printed()).isEqualTo(1);
        assertThat(result.printed().lines().filter(line -> line.startsWith("{")))
                .singleElement()
                .asString()
                .contains("\"code\":\"NOT_FOUND\"");
        assertThat(result.printed()).doesNotContain("ingot: ");
    }
}
