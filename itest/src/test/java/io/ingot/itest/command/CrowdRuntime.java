// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.command;

import io.ingot.itest.TestBundle;
import io.ingot.itest.crowd.Crowd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A runtime that fetches many images concurrently. */
public final class CrowdRuntime implements AutoCloseable {
    private static final String BUNDLE = "io.ingot.itest.crowd";

    private final Path folder;
    private final Ingot ingot;
    private int lists;
    private String summary = "";

    /** Starts a runtime; its lists of images are stored in a directory. */
    public CrowdRuntime(Home home, Path folder) throws IOException {
        this.folder = folder;
        TestBundle.build(BUNDLE, "1.0.0");
        Path deploy = Files.createDirectories(home.path().resolve("deploy"));
        Files.copy(TestBundle.jar(BUNDLE, "1.0.0"), deploy.resolve("crowd.jar"));
        ingot = home.start("run", "--shell");
        ingot.awaitError(Crowd.READY);
    }

    /** The process. */
    public Ingot ingot() {
        return ingot;
    }

    /** Starts to fetch all images. */
    public void start(List<FetchTarget> targets) throws IOException {
        Path list = folder.resolve("crowd-" + ++lists);
        List<String> lines = new ArrayList<>();
        targets.forEach(each -> lines.add(each.reference() + " " + each.destination()));
        Files.write(list, lines);
        summary = Crowd.summary(list.toString(), targets.size());
        ingot.type("crowd:fetch " + list);
    }

    /** Waits until the last list is fetched completely. */
    public void awaitEnd() {
        ingot.awaitError(summary);
    }

    @Override
    public void close() {
        ingot.close();
    }

    /** An image to fetch and its destination. */
    public record FetchTarget(String reference, Path destination) {}
}
