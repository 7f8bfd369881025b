// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

import static java.util.stream.Collectors.toCollection;

import io.ingot.itest.command.Home;
import io.ingot.testing.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The directory of a store, inspected while no process uses it. */
record StoreFolder(Path path) {
    private static final Pattern KNOWN_FILES = Pattern.compile("FORMAT|LOCK"
            + "|images/[0-9a-f]{64}|entries/[0-9a-f]{64}\\.json|seen/[0-9a-f]{64}"
            + "|references/[0-9a-f]+\\.json|leases/.*");
    private static final Pattern SHA256 = Pattern.compile("\"sha256\"\\s*:\\s*\"([0-9a-f]{64})\"");

    /** Lists leftovers, images with another digest than their name, entries without an image, and so on. */
    List<String> inconsistencies() throws IOException {
        List<String> inconsistencies = new ArrayList<>();
        Home.files(path).stream()
                .filter(file -> !KNOWN_FILES.matcher(file).matches())
                .forEach(file -> inconsistencies.add("leftover: " + file));
        TreeSet<String> images = names("images");
        for (String image : images) {
            if (!Images.digest(
                            "SHA-256", Files.readAllBytes(path.resolve("images").resolve(image)))
                    .equals(image)) {
                inconsistencies.add("wrong digest: images/" + image);
            }
        }
        if (!names("entries").equals(images)) {
            inconsistencies.add("images " + images + ", but entries " + names("entries"));
        }
        if (!images.containsAll(names("seen"))) {
            inconsistencies.add("images " + images + ", but seen " + names("seen"));
        }
        for (String reference : Home.files(path.resolve("references"))) {
            Matcher named =
                    SHA256.matcher(Files.readString(path.resolve("references").resolve(reference)));
            if (!named.find() || !images.contains(named.group(1))) {
                inconsistencies.add("no such image: references/" + reference);
            }
        }
        return inconsistencies;
    }

    /** The digests of the stored images. */
    TreeSet<String> storedDigests() {
        return names("images");
    }

    private TreeSet<String> names(String folder) {
        return Home.files(path.resolve(folder)).stream()
                .map(file -> file.replace(".json", ""))
                .collect(toCollection(TreeSet::new));
    }
}
