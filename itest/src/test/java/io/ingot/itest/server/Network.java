// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;

/** A proxy whose connections break on request; {@code toxic_proxy.py} documents the faults. */
final class Network {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Server proxy;
    private final Rest control;

    private Network(Server proxy) {
        this.proxy = proxy;
        this.control = new Rest(proxy.value("TOXIC_CONTROL"), "none");
    }

    /** Starts a proxy without faults to the server of a URL without a path. */
    static Network to(String url, String name) throws Exception {
        Network network =
                new Network(Server.start("toxic.sh", name, Map.of("TOXIC_TARGET", url.replace("http://", ""))));
        network.setFaults("{}");
        return network;
    }

    /** The URL of the proxy. */
    String url() {
        return proxy.value("TOXIC_URL");
    }

    /** Sets the faults of later connections, resets the counters, and cuts the held connections. */
    void setFaults(String json) throws Exception {
        control.send("PUT", "", json);
    }

    /** The number of bytes that the server has sent since the last change of the faults. */
    long bytesSent() throws Exception {
        return Long.parseLong(control.get("").number("bytes_down"));
    }

    /** Waits until a number of connections had a fault. */
    void awaitFaults(int count) {
        await("connections with a fault")
                .atMost(TIMEOUT)
                .until(() -> Integer.parseInt(control.get("").number("faults")) >= count);
    }
}
