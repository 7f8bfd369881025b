// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An example of {@code docs/glance.md} with the addresses, IDs and secrets of a running cloud. The first line is a
 * comment with its title.
 */
final class Example {
    private static final Path MANUAL = Path.of(System.getProperty("basedir"), "..", "docs", "glance.md");
    private static final String END = "\n```";
    private static final Pattern EXPORT = Pattern.compile("export (\\w+)=(.*)");

    private final String text;

    private Example(String text) {
        this.text = text;
    }

    /** Reads the example with a title. */
    static Example of(OpenStack cloud, String title) throws Exception {
        String manual = Files.readString(MANUAL);
        String first = "\n# " + title + "\n";
        int begin = manual.indexOf(first);
        if (begin < 0) {
            throw new IllegalArgumentException("no example in " + MANUAL + " has the title " + title);
        }
        return new Example(concrete(cloud, manual.substring(begin + first.length(), manual.indexOf(END, begin))));
    }

    private static String concrete(OpenStack cloud, String example) throws Exception {
        String token = cloud.keystone().token("ironic", "service");
        cloud.secretFile("ironic.password", Keystone.password("ironic"));
        cloud.secretFile("admin.password", Keystone.password("admin"));
        cloud.secretFile("credential.secret", Keystone.CREDENTIAL_SECRET);
        cloud.secretFile("token", token);
        return example.replace(
                        "https://keystone.example:5000/v3", cloud.keystone().url())
                .replace("/etc/ingot/", cloud.secrets() + "/")
                .replace("/etc/openstack/", cloud.secrets() + "/")
                .replace("21dced0fd20347869b93710d2b98aae0", cloud.keystone().applicationCredential())
                .replace("the-password-of-ironic", Keystone.password("ironic"))
                .replace("the-password-of-admin", Keystone.password("admin"))
                .replace("the-secret-of-the-credential", Keystone.CREDENTIAL_SECRET)
                .replace("the-token", token);
    }

    /** The text. */
    String text() {
        return text;
    }

    /** Parses the text as a {@code .cfg} file. */
    Map<String, Object> settings() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    /** Parses the text as a shell script with exports. */
    Map<String, String> variables() {
        return text.lines()
                .map(EXPORT::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2), (a, b) -> b, TreeMap::new));
    }
}
