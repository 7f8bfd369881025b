// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.deploy;

import io.ingot.testing.Images;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The files of the examples in the documents, and their checksum files. */
public final class ExampleFiles {
    private static final Map<String, byte[]> IMAGES = new TreeMap<>(Map.ofEntries(
            Map.entry("debian-13.qcow2", Images.ofSize(300_007)),
            Map.entry("root.img", Images.ofSize(200_003)),
            Map.entry("vmlinuz", Images.ofSize(50_021)),
            Map.entry("initrd.img", Images.ofSize(60_013)),
            Map.entry("rescue.iso", Images.ofSize(90_001)),
            Map.entry("server.tar.gz", Images.ofSize(80_021)),
            Map.entry("LiveOS/squashfs.img", Images.ofSize(70_001)),
            Map.entry("server.ks", Images.ofSize(1_009)),
            Map.entry("private/root.img", Images.ofSize(200_003)),
            Map.entry("os/images/pxeboot/vmlinuz", Images.ofSize(51_001)),
            Map.entry("os/images/pxeboot/initrd.img", Images.ofSize(61_001))));
    private static final String PAGE = "os/index.html";

    private ExampleFiles() {}

    /** The names of all files, with directories. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>();
        IMAGES.keySet().forEach(image -> {
            names.add(image);
            names.add(image + ".sha256");
        });
        names.add("SHA256SUMS");
        names.add(PAGE);
        return names;
    }

    /** Returns the content of a file. */
    public static byte[] bytes(String name) {
        byte[] image = IMAGES.get(name);
        if (image != null) {
            return image.clone();
        }
        String text = switch (name) {
            case "SHA256SUMS" -> sums();
            case PAGE -> "<html><body><a href=\"images/\">images/</a></body></html>";
            default -> sum(name.replaceFirst("\\.sha256$", ""));
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The path of a file on a web server; that of an index page is its directory. */
    public static String path(String name) {
        return "/" + (name.equals(PAGE) ? "os/" : name);
    }

    /** Writes all files to a directory. */
    public static void write(Path folder) throws IOException {
        for (String name : names()) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes(name));
        }
    }

    private static String sums() {
        return IMAGES.keySet().stream()
                .map(name -> sum(name) + "  " + name + "\n")
                .collect(Collectors.joining());
    }

    private static String sum(String name) {
        return Images.digest("SHA-256", bytes(name));
    }
}
