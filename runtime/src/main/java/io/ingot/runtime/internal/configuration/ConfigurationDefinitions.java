// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.felix.metatype.AD;
import org.apache.felix.metatype.Designate;
import org.apache.felix.metatype.MetaData;
import org.apache.felix.metatype.MetaDataReader;
import org.apache.felix.metatype.OCD;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The possible configurations, as the Metatype of the bundles defines them. */
public final class ConfigurationDefinitions {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationDefinitions.class);
    private static final String FOLDER = "OSGI-INF/metatype/";

    private final Map<String, Definition> byPid = new TreeMap<>();

    private ConfigurationDefinitions() {}

    /**
     * The definition of one PID.
     *
     * @param factory whether this is a factory PID, with any number of instances
     */
    record Definition(boolean factory, Map<String, PropertyDefinition> properties) {}

    /** Reads the definitions of jars, installed or not; unreadable jars are skipped with a warning. */
    public static ConfigurationDefinitions ofJars(Collection<Path> jars) {
        ConfigurationDefinitions definitions = new ConfigurationDefinitions();
        for (Path path : jars) {
            try (JarFile jar = new JarFile(path.toFile())) {
                for (ZipEntry entry : Collections.list(jar.entries())) {
                    if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".xml")) {
                        try (InputStream xml = jar.getInputStream(entry)) {
                            definitions.add(xml);
                        }
                    }
                }
            } catch (IOException e) {
                LOG.warn("cannot read the Metatype of {}: {}", path, e.toString());
            }
        }
        return definitions;
    }

    /** Reads the definitions of installed bundles. */
    public static ConfigurationDefinitions ofBundles(Bundle... bundles) {
        ConfigurationDefinitions definitions = new ConfigurationDefinitions();
        for (Bundle bundle : bundles) {
            Enumeration<String> paths = bundle.getEntryPaths(FOLDER);
            while (paths != null && paths.hasMoreElements()) {
                URL url = bundle.getEntry(paths.nextElement());
                try (InputStream xml = url.openStream()) {
                    definitions.add(xml);
                } catch (IOException e) {
                    LOG.warn("cannot read the Metatype of {}: {}", bundle.getSymbolicName(), e.toString());
                }
            }
        }
        return definitions;
    }

    @SuppressWarnings("unchecked") // MetaDataReader is not generic
    private void add(InputStream xml) throws IOException {
        MetaData read = new MetaDataReader().parse(xml);
        if (read == null) {
            return;
        }
        Map<String, OCD> classes = read.getObjectClassDefinitions();
        for (Designate designate : (Collection<Designate>) read.getDesignates()) {
            OCD definition = classes.get(designate.getObject().getOcdRef());
            if (definition != null) {
                boolean factory = designate.getFactoryPid() != null;
                String pid = factory ? designate.getFactoryPid() : designate.getPid();
                byPid.put(pid, new Definition(factory, properties(definition)));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, PropertyDefinition> properties(OCD definition) {
        Map<String, PropertyDefinition> properties = new TreeMap<>();
        ((Map<String, AD>) definition.getAttributeDefinitions())
                .forEach((id, attribute) -> properties.put(id, PropertyDefinition.of(attribute)));
        return Collections.unmodifiableMap(properties);
    }

    /**
     * Returns the target of a file name or an option key: {@code PID}, {@code PID~NAME}, or {@code PID-NAME} of a
     * factory.
     *
     * @throws IllegalArgumentException if the name has none of these forms
     */
    ConfigurationTarget target(String name) {
        if (!name.contains("~") && !byPid.containsKey(name)) {
            for (int dash = name.indexOf('-'); dash > 0; dash = name.indexOf('-', dash + 1)) {
                if (of(name.substring(0, dash)).filter(Definition::factory).isPresent()) {
                    return ConfigurationTarget.parse(name.substring(0, dash) + "~" + name.substring(dash + 1));
                }
            }
        }
        return ConfigurationTarget.parse(name);
    }

    Optional<Definition> of(String pid) {
        return Optional.ofNullable(byPid.get(pid));
    }

    Set<String> pids() {
        return Collections.unmodifiableSet(byPid.keySet());
    }
}
