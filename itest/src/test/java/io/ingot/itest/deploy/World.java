// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.deploy;

import io.ingot.itest.felix.Instance;
import io.ingot.testing.Images;
import io.ingot.testing.http.HttpOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The servers and folders that the examples of the documents speak of, under other addresses. */
final class World implements AutoCloseable {
    private final HttpOrigin origin = new HttpOrigin();
    private final Path folder;

    private World(Path folder) {
        this.folder = folder;
    }

    /** Opens it beside an instance, and configures that for it. */
    static World open(Instance ingot) throws IOException {
        World world = new World(ingot.home().resolve("images"));
        ExampleFiles.write(world.folder);
        ExampleFiles.names().forEach(name -> world.origin.serve(ExampleFiles.path(name), ExampleFiles.bytes(name)));
        world.serveGlance();
        ingot.configure("io.ingot.glance", Map.of("endpoint", world.url()));
        ingot.awaitEndpoint(world.url(), ExampleImage.PARTITION.id());
        return world;
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

    /** An example as it is in this world. */
    DocumentExample concrete(DocumentExample example) {
        return example.at(url(), folder);
    }

    /** The same for an {@code instance_info} of which nothing is expected. */
    String concrete(String json) {
        return concrete(new DocumentExample("", json, "")).json();
    }

    /** The bytes that its servers have sent. */
    long sent() {
        return origin.sent();
    }

    /** The address of its web server. */
    String url() {
        return origin.url();
    }

    @Override
    public void close() {
        origin.close();
    }
}
