// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.felix.metatype.AD;
import org.apache.felix.metatype.Designate;
import org.apache.felix.metatype.MetaData;
import org.apache.felix.metatype.MetaDataReader;
import org.apache.felix.metatype.OCD;

/** Writes a commented etc/PID.cfg for every configuration of the distribution's bundles, as a step of the build. */
final class Templates {
    private static final String FOLDER = "OSGI-INF/metatype/";

    private final Path templates;

    private Templates(Path templates) {
        this.templates = templates;
    }

    public static void main(String[] arguments) throws IOException {
        Path distribution = Path.of(arguments[0]);
        Templates templates = new Templates(Files.createDirectories(distribution.resolve("etc/templates")));
        try (Stream<Path> jars = Files.list(distribution.resolve("bundles"))) {
            for (Path jar : jars.filter(path -> path.getFileName().toString().startsWith("io.ingot."))
                    .toList()) {
                templates.write(jar);
            }
        }
    }

    private void write(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            for (var entry : Collections.list(jar.entries())) {
                if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".xml")) {
                    try (InputStream xml = jar.getInputStream(entry)) {
                        write(new MetaDataReader().parse(xml));
                    }
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // MetaDataReader is not generic
    private void write(MetaData metadata) throws IOException {
        Map<String, OCD> classes = metadata.getObjectClassDefinitions();
        for (Designate designate : (Collection<Designate>) metadata.getDesignates()) {
            OCD definition = classes.get(designate.getObject().getOcdRef());
            String pid = designate.getFactoryPid() == null ? designate.getPid() : designate.getFactoryPid() + "~NAME";
            StringBuilder text = new StringBuilder("# " + definition.getName() + "\n");
            comment(text, definition.getDescription());
            comment(text, "Copy this file to etc/" + pid + ".cfg of an instance. Commas separate items of a list; \\, is a comma.");
            ((Map<String, AD>) definition.getAttributeDefinitions()).values().forEach(property -> write(text, property));
            Files.writeString(templates.resolve(pid + ".cfg"), text);
        }
    }

    private static void write(StringBuilder text, AD property) {
        text.append('\n');
        comment(text, property.getName() + ". " + property.getDescription());
        if (property.getMin() != null || property.getMax() != null) {
            comment(
                    text,
                    Stream.of(limit("At least", property.getMin()), limit("At most", property.getMax()))
                            .filter(limit -> !limit.isEmpty())
                            .reduce((a, b) -> a + " " + b)
                            .orElse(""));
        }
        if (property.getOptionValues() != null && property.getOptionValues().length > 0) {
            comment(text, "One of " + String.join(", ", property.getOptionValues()) + ".");
        }
        List<String> defaults =
                property.getDefaultValue() == null ? List.of() : Arrays.asList(property.getDefaultValue());
        text.append("#").append(property.getID()).append(" = ").append(String.join(", ", defaults)).append('\n');
    }

    private static String limit(String prefix, String limit) {
        return limit == null ? "" : prefix + " " + limit + ".";
    }

    private static void comment(StringBuilder text, String comment) {
        StringBuilder line = new StringBuilder("#");
        for (String word : comment.split("\\s+")) {
            if (line.length() + word.length() > 110) {
                text.append(line).append('\n');
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }
}
