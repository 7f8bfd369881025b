// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.build;

import aQute.bnd.osgi.Domain;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A bundle that the build has packaged. */
final class PackagedBundle {
    private final Path jar;
    private final Domain manifest;
    private final Set<String> entries = new TreeSet<>();
    private final Map<String, Integer> classVersions = new TreeMap<>();
    private final Map<String, Document> metatype = new TreeMap<>();

    private PackagedBundle(Path jar) throws IOException, SAXException, ParserConfigurationException {
        this.jar = jar;
        try (JarFile file = new JarFile(jar.toFile())) {
            manifest = Domain.domain(file.getManifest());
            for (JarEntry entry :
                    file.stream().filter(each -> !each.isDirectory()).toList()) {
                entries.add(entry.getName());
                try (InputStream content = file.getInputStream(entry)) {
                    if (entry.getName().endsWith(".class")) {
                        classVersions.put(entry.getName(), classVersion(content));
                    } else if (entry.getName().startsWith("OSGI-INF/metatype/")) {
                        metatype.put(entry.getName(), parse(content));
                    }
                }
            }
        }
    }

    static PackagedBundle of(Path jar) {
        try {
            return new PackagedBundle(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("cannot read the Metatype of " + jar, e);
        }
    }

    /** The artifactId, from the part of the file name before the version. */
    String artifactId() {
        return jar.getFileName().toString().replaceFirst("-\\d.*\\.jar$", "");
    }

    String symbolicName() {
        return manifest.getBundleSymbolicName().getKey();
    }

    Set<String> imports() {
        return Set.copyOf(manifest.getImportPackage().keySet());
    }

    Set<String> exports() {
        return Set.copyOf(manifest.getExportPackage().keySet());
    }

    String header(String name) {
        String value = manifest.get(name);
        return value == null ? "" : value;
    }

    Set<String> entries() {
        return entries;
    }

    /** The class file version of each class, by entry. */
    Map<String, Integer> classVersions() {
        return classVersions;
    }

    /** The packages with classes. */
    Set<String> packages() {
        return classVersions.keySet().stream()
                .map(entry -> entry.substring(0, entry.lastIndexOf('/')).replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The configurations in Metatype. */
    List<Settings> settings() {
        return metatype.values().stream().flatMap(Settings::in).toList();
    }

    private static int classVersion(InputStream content) throws IOException {
        DataInputStream data = new DataInputStream(content);
        data.readInt();
        data.readUnsignedShort();
        return data.readUnsignedShort();
    }

    private static Document parse(InputStream content) throws IOException, SAXException, ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(content);
    }

    @Override
    public String toString() {
        return artifactId();
    }

    /** Converts nodes to elements, in order. */
    static List<Element> elements(NodeList nodes) {
        return java.util.stream.IntStream.range(0, nodes.getLength())
                .mapToObj(index -> (Element) nodes.item(index))
                .toList();
    }
}
