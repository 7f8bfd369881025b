// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;

/** A way to a server on which connections break when they are told to; the keys are told in {@code toxic_proxy.py}. */
final class Network {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Server proxy;
    private final Rest control;

    private Network(Server proxy) {
        this.proxy = proxy;
        this.control = new Rest(proxy.value("TOXIC_CONTROL"), "none");
    }

    /** A way to the server of a URL without a path, where all is well. */
    static Network to(String url, String name) throws Exception {
        Network network =
                new Network(Server.start("toxic.sh", name, Map.of("TOXIC_TARGET", url.replace("http://", ""))));
        network.suffer("{}");
        return network;
    }

    /** The URL by which the server is found at its end. */
    String url() {
        return proxy.value("TOXIC_URL");
    }

    /** What connections that are made from now on suffer; the counts begin anew, and those that are held are cut. */
    void suffer(String json) throws Exception {
        control.send("PUT", "", json);
    }

    /** How many bytes the server has sent since the network was last changed. */
    long bytesSent() throws Exception {
        return Long.parseLong(control.get("").number("bytes_down"));
    }

    /** Returns once so many connections have met a fault. */
    void awaitFaults(int count) {
        await("connections that met a fault")
                .atMost(PATIENCE)
                .until(() -> Integer.parseInt(control.get("").number("faults")) >= count);
    }
}
