// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crowd;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.ImageFetcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The shell command {@code crowd:fetch FILE}, which fetches all images listed in a file concurrently. */
@Component(
        immediate = true,
        service = Crowd.class,
        property = {"osgi.command.scope=crowd", "osgi.command.function=fetch"})
public final class Crowd {
    /** The line on standard error after the command was registered. */
    public static final String READY = "crowd: ready";

    private final ImageFetcher fetcher;

    @Activate
    public Crowd(@Reference ImageFetcher fetcher) {
        this.fetcher = fetcher;
    }

    /** Announces the command to the test. */
    @Activate
    void announce() {
        System.err.println(READY);
    }

    /**
     * Fetches all images and prints the failures and the number of successes.
     *
     * @param file lines of a reference, a space, and a destination
     */
    public void fetch(String file) throws IOException {
        List<Fetch> fetches = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(file))) {
            String[] fields = line.split(" ", 2);
            fetches.add(fetcher.fetch(
                    FetchRequest.of(ImageRequest.of(ImageReference.parse(fields[0])), Path.of(fields[1]))));
        }
        int count = 0;
        for (Fetch fetch : fetches) {
            try {
                fetch.join();
                count++;
            } catch (ImageException e) {
                System.err.println("crowd: " + fetch.destination() + ": " + e.code() + " " + e.getMessage());
            }
        }
        System.err.println(summary(file, count));
    }

    /** The last line of the output. */
    public static String summary(String file, int count) {
        return "crowd: " + count + " of " + file;
    }
}
