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

/** A store as it lies on the disk, looked at from outside while nobody uses it. */
record StoreFolder(Path path) {
    private static final Pattern OURS = Pattern.compile("FORMAT|LOCK"
            + "|images/[0-9a-f]{64}|entries/[0-9a-f]{64}\\.json|seen/[0-9a-f]{64}"
            + "|references/[0-9a-f]+\\.json|leases/.*");
    private static final Pattern SHA256 = Pattern.compile("\"sha256\"\\s*:\\s*\"([0-9a-f]{64})\"");

    /** What there should not be: leftovers, images that are not what they are called, entries without image, and so on. */
    List<String> faults() throws IOException {
        List<String> faults = new ArrayList<>();
        Home.files(path).stream()
                .filter(file -> !OURS.matcher(file).matches())
                .forEach(file -> faults.add("left behind: " + file));
        TreeSet<String> images = names("images");
        for (String image : images) {
            if (!Images.digest(
                            "SHA-256", Files.readAllBytes(path.resolve("images").resolve(image)))
                    .equals(image)) {
                faults.add("not what it is called: images/" + image);
            }
        }
        if (!names("entries").equals(images)) {
            faults.add("images " + images + ", but entries " + names("entries"));
        }
        if (!images.containsAll(names("seen"))) {
            faults.add("images " + images + ", but seen " + names("seen"));
        }
        for (String reference : Home.files(path.resolve("references"))) {
            Matcher named =
                    SHA256.matcher(Files.readString(path.resolve("references").resolve(reference)));
            if (!named.find() || !images.contains(named.group(1))) {
                faults.add("names no image: references/" + reference);
            }
        }
        return faults;
    }

    /** The digests of the images that are held. */
    TreeSet<String> held() {
        return names("images");
    }

    private TreeSet<String> names(String folder) {
        return Home.files(path.resolve(folder)).stream()
                .map(file -> file.replace(".json", ""))
                .collect(toCollection(TreeSet::new));
    }
}
