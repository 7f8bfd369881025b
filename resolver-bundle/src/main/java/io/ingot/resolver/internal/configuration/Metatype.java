// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads the properties that a bundle describes from its Metatype files. The Metatype Service is optional, and does not
 * report the bounds of values.
 */
final class Metatype {
    private static final Logger LOG = LoggerFactory.getLogger(Metatype.class);
    private static final String FOLDER = "OSGI-INF/metatype/";
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    private Metatype() {}

    /** Returns the properties by PID or factory PID; empty if the bundle describes none. */
    static Map<String, Map<String, DefinedProperty>> of(Bundle bundle) {
        Reader reader = new Reader();
        Enumeration<URL> files = bundle.findEntries(FOLDER, "*.xml", false);
        while (files != null && files.hasMoreElements()) {
            URL file = files.nextElement();
            try (InputStream xml = file.openStream()) {
                SAXParserFactory parsers = SAXParserFactory.newInstance();
                parsers.setFeature(NO_DOCTYPE, true);
                parsers.newSAXParser().parse(xml, reader);
            } catch (IOException | SAXException | ParserConfigurationException e) {
                LOG.debug("cannot read the Metatype file {}", file, e);
            }
        }
        return reader.byPid();
    }

    private static final class Reader extends DefaultHandler {
        private final Map<String, Map<String, DefinedProperty>> byClass = new HashMap<>();
        private final Map<String, String> classByPid = new HashMap<>();
        private Map<String, DefinedProperty> properties = new HashMap<>();
        private List<String> options = new ArrayList<>();
        private String pid = "";

        @Override
        public void startElement(@Nullable String uri, @Nullable String local, String name, Attributes attributes) {
            switch (name.substring(name.indexOf(':') + 1)) {
                case "OCD" -> {
                    properties = new HashMap<>();
                    byClass.put(value(attributes, "id"), properties);
                }
                case "AD" -> {
                    options = new ArrayList<>();
                    properties.put(
                            value(attributes, "id"),
                            new DefinedProperty(
                                    value(attributes, "type"),
                                    value(attributes, "min"),
                                    value(attributes, "max"),
                                    options,
                                    !value(attributes, "cardinality").matches("0?")));
                }
                case "Option" -> options.add(value(attributes, "value"));
                case "Designate" -> {
                    String factory = value(attributes, "factoryPid");
                    pid = factory.isEmpty() ? value(attributes, "pid") : factory;
                }
                case "Object" -> classByPid.put(pid, value(attributes, "ocdref"));
                default -> {}
            }
        }

        private static String value(Attributes attributes, String name) {
            return Objects.requireNonNullElse(attributes.getValue(name), "");
        }

        private Map<String, Map<String, DefinedProperty>> byPid() {
            Map<String, Map<String, DefinedProperty>> byPid = new HashMap<>();
            classByPid.forEach((one, type) -> byPid.put(one, byClass.getOrDefault(type, Map.of())));
            return byPid;
        }
    }
}
