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

/** The shell's command {@code crowd:fetch FILE}: fetches all at once what the lines of a file name. */
@Component(
        immediate = true,
        service = Crowd.class,
        property = {"osgi.command.scope=crowd", "osgi.command.function=fetch"})
public final class Crowd {
    /** Said on standard error once the command is there. */
    public static final String HERE = "crowd: here";

    private final ImageFetcher fetcher;

    @Activate
    public Crowd(@Reference ImageFetcher fetcher) {
        this.fetcher = fetcher;
    }

    /** Tells the test that the command is there. */
    @Activate
    void tell() {
        System.err.println(HERE);
    }

    /**
     * Fetches, and says how many came, and what went wrong with the others.
     *
     * @param file each line of it a reference, a blank, and a destination
     */
    public void fetch(String file) throws IOException {
        List<Fetch> fetches = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(file))) {
            String[] words = line.split(" ", 2);
            fetches.add(
                    fetcher.fetch(FetchRequest.of(ImageRequest.of(ImageReference.parse(words[0])), Path.of(words[1]))));
        }
        int came = 0;
        for (Fetch fetch : fetches) {
            try {
                fetch.join();
                came++;
            } catch (ImageException e) {
                System.err.println("crowd: " + fetch.destination() + ": " + e.code() + " " + e.getMessage());
            }
        }
        System.err.println(said(file, came));
    }

    /** What the command says at its end. */
    public static String said(String file, int came) {
        return "crowd: " + came + " of " + file;
    }
}
