// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.command;

import io.ingot.itest.TestBundle;
import io.ingot.itest.crowd.Crowd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One running runtime that fetches many images at once. */
public final class CrowdRuntime implements AutoCloseable {
    private static final String BUNDLE = "io.ingot.itest.crowd";

    private final Path folder;
    private final Ingot ingot;
    private int crowds;
    private String allCame = "";

    /** Starts it; its lists are kept in a folder. */
    public CrowdRuntime(Home home, Path folder) throws IOException {
        this.folder = folder;
        TestBundle.build(BUNDLE, "1.0.0");
        Path deploy = Files.createDirectories(home.path().resolve("deploy"));
        Files.copy(TestBundle.of(BUNDLE, "1.0.0"), deploy.resolve("crowd.jar"));
        ingot = home.start("run", "--shell");
        ingot.awaitError(Crowd.HERE);
    }

    /** The process. */
    public Ingot ingot() {
        return ingot;
    }

    /** Begins to fetch all at once. */
    public void begin(List<Wish> wishes) throws IOException {
        Path list = folder.resolve("crowd-" + ++crowds);
        List<String> lines = new ArrayList<>();
        wishes.forEach(each -> lines.add(each.reference() + " " + each.destination()));
        Files.write(list, lines);
        allCame = Crowd.said(list.toString(), wishes.size());
        ingot.type("crowd:fetch " + list);
    }

    /** Waits until all have come that were begun last. */
    public void awaitEnd() {
        ingot.awaitError(allCame);
    }

    @Override
    public void close() {
        ingot.close();
    }

    /** An image that is wanted somewhere. */
    public record Wish(String reference, Path destination) {}
}
