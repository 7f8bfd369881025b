// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.deploy;

import io.ingot.testing.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An example in a page of {@code docs}: a deployment in JSON, after a comment with its title, and before a line with an
 * arrow and the expected result.
 *
 * @param title unique on its page
 * @param json the deployment
 * @param outcome the text after the arrow
 */
public record DocumentExample(String title, String json, String outcome) {
    private static final Path DOCUMENTS = Path.of(System.getProperty("basedir"), "..", "docs");
    private static final Pattern HOST = Pattern.compile("https?://images\\.example(?=/)");
    private static final String FOLDER = "file:///var/lib/ingot/images";
    private static final Map<String, String> DIGESTS = Map.of(
            "5f9c02c3c6a4d4bb1e8ef6c8e0d5a1b7c9f3e2d1a0b9c8d7e6f5a4b3c2d1e0f9", "root.img",
            "0d3c1b2a495867768594a3b2c1d0e0f91a2b3c4d5e6f708192a3b4c5d6e7f809", "debian-13.qcow2");
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- example: ([^\n]+) -->\n```json\n(.*?)\n```\n\n→ ([^\n]+)\n", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```json\n");
    private static final Pattern PLAN = Pattern.compile(
            "(whole disk|partition|no disk image), (local|netboot|ramdisk|kickstart)(?: from (\\S+))?: .+");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    /**
     * Reads all examples of a page.
     *
     * @throws IllegalArgumentException if a block of JSON is not an example
     */
    public static List<DocumentExample> of(String page) throws IOException {
        String text = Files.readString(DOCUMENTS.resolve(page));
        List<DocumentExample> examples = EXAMPLE.matcher(text)
                .results()
                .map(match -> new DocumentExample(match.group(1), match.group(2), match.group(3)))
                .toList();
        if (examples.size() != BLOCK.matcher(text).results().count()) {
            throw new IllegalArgumentException(page + " has JSON without a title or an outcome");
        }
        return examples;
    }

    /** Returns the example with other addresses of the web server and the directory. */
    public DocumentExample at(String url, Path folder) {
        String concrete = HOST.matcher(json).replaceAll(url).replace(FOLDER, "file://" + folder);
        for (Map.Entry<String, String> digest : DIGESTS.entrySet()) {
            concrete =
                    concrete.replace(digest.getKey(), Images.digest("SHA-256", ExampleFiles.bytes(digest.getValue())));
        }
        return new DocumentExample(title, concrete, HOST.matcher(outcome).replaceAll(url));
    }

    /** Returns the example with another ID of an image in Glance. */
    public DocumentExample with(ExampleImage image, String id) {
        return new DocumentExample(title, json.replace(image.id(), id), outcome);
    }

    /** Whether the plan has problems. */
    public boolean hasProblems() {
        return outcome.startsWith("problems: ");
    }

    /** Whether the image is a whole disk; absent if no image is written to the disk. */
    public Optional<Boolean> wholeDisk() {
        String disk = plan().group(1);
        return disk.equals("no disk image") ? Optional.empty() : Optional.of(disk.equals("whole disk"));
    }

    /** The boot option. */
    public String bootOption() {
        return plan().group(2);
    }

    /** The URL of the installation tree; absent if there is none. */
    public Optional<String> installationTree() {
        return Optional.ofNullable(plan().group(3));
    }

    /** The names after the arrow: of files, or of fields with problems. */
    public Set<String> names() {
        return NAME.matcher(outcome)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private MatchResult plan() {
        Matcher plan = PLAN.matcher(outcome);
        if (!plan.matches()) {
            throw new IllegalArgumentException(title + ": unknown outcome " + outcome);
        }
        return plan.toMatchResult();
    }
}
