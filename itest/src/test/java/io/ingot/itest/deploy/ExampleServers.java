// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.deploy;

import io.ingot.itest.felix.Instance;
import io.ingot.testing.Images;
import io.ingot.testing.http.HttpOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The servers and directories of the examples in the documents, at local addresses. */
final class ExampleServers implements AutoCloseable {
    private final HttpOrigin origin = new HttpOrigin();
    private final Path folder;

    private ExampleServers(Path folder) {
        this.folder = folder;
    }

    /** Starts the servers and configures an instance for them. */
    static ExampleServers start(Instance ingot) throws IOException {
        ExampleServers servers = new ExampleServers(ingot.home().resolve("images"));
        ExampleFiles.write(servers.folder);
        ExampleFiles.names().forEach(name -> servers.origin.serve(ExampleFiles.path(name), ExampleFiles.bytes(name)));
        servers.serveGlance();
        ingot.configure("io.ingot.glance", Map.of("endpoint", servers.url()));
        ingot.awaitEndpoint(servers.url(), ExampleImage.PARTITION.id());
        return servers;
    }

    private void serveGlance() {
        for (ExampleImage image : ExampleImage.values()) {
            origin.serveGlance(
                    image.id(),
                    image.bytes(),
                    Images.digest("SHA-512", image.bytes()),
                    image.properties(ExampleImage::id));
        }
    }

    /** Returns an example with local addresses. */
    DocumentExample concrete(DocumentExample example) {
        return example.at(url(), folder);
    }

    /** Returns an {@code instance_info} with local addresses. */
    String concrete(String json) {
        return concrete(new DocumentExample("", json, "")).json();
    }

    /** The number of bytes that the servers have sent. */
    long sent() {
        return origin.sent();
    }

    /** The URL of the web server. */
    String url() {
        return origin.url();
    }

    @Override
    public void close() {
        origin.close();
    }
}
