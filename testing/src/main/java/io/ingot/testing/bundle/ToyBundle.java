// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Creates bundles with the scheme {@code toy}, such as a plugin author builds. */
public final class ToyBundle {
    private static final String COMPONENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="org.toy">
              <property name="scheme" value="toy"/>
              <service><provide interface="io.ingot.image.spi.ImageService"/></service>
              <implementation class="io.ingot.testing.bundle.EndlessImageService"/>
            </scr:component>
            """;

    private static final String METATYPE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="toy" name="Toy"><AD id="text" type="String"/></OCD>
              <Designate pid="org.toy"><Object ocdref="toy"/></Designate>
            </metatype:MetaData>
            """;

    private ToyBundle() {}

    /** A bundle that works. */
    public static byte[] ofVersion(String version) throws IOException {
        return jar(version, "io.ingot.image,io.ingot.image.spi", "");
    }

    /** A bundle with a configuration property {@code text}. */
    public static byte[] configurable() throws IOException {
        return jar("1.0.0", "io.ingot.image,io.ingot.image.spi", METATYPE);
    }

    /** A bundle that imports a package that no bundle exports. */
    public static byte[] unresolvable() throws IOException {
        return jar("1.0.0", "io.ingot.image,com.nowhere.at.all", "");
    }

    /** A bundle that calls {@code System.exit} when it starts. */
    public static byte[] exiting() throws IOException {
        return jar(
                "1.0.0",
                "io.ingot.image,org.osgi.framework",
                "",
                "Bundle-Activator: " + ExitingActivator.class.getName(),
                "ExitingActivator");
    }

    /** A bundle that prints to standard output when it starts. */
    public static byte[] printing() throws IOException {
        return jar(
                "1.0.0",
                "io.ingot.image,io.ingot.image.spi,org.osgi.framework",
                "",
                "Bundle-Activator: " + PrintingActivator.class.getName(),
                "PrintingActivator");
    }

    private static byte[] jar(String version, String imports, String metatype) throws IOException {
        return jar(version, imports, metatype, "X-Toy: 1", "EndlessImageService$BlockingStream");
    }

    private static byte[] jar(String version, String imports, String metatype, String header, String type)
            throws IOException {
        String manifest = String.join(
                "\n",
                "Manifest-Version: 1.0",
                "Bundle-ManifestVersion: 2",
                "Bundle-SymbolicName: org.toy",
                "Bundle-Version: " + version,
                "Import-Package: " + imports,
                "Provide-Capability: io.ingot.image.service;scheme:List<String>=toy",
                "Service-Component: OSGI-INF/toy.xml",
                header,
                "");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            add(jar, "META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
            add(jar, "OSGI-INF/toy.xml", COMPONENT.getBytes(StandardCharsets.UTF_8));
            if (!metatype.isEmpty()) {
                add(jar, "OSGI-INF/metatype/toy.xml", metatype.getBytes(StandardCharsets.UTF_8));
            }
            for (String name :
                    new LinkedHashSet<>(List.of("EndlessImageService", "EndlessImageService$BlockingStream", type))) {
                String path = "io/ingot/testing/bundle/" + name + ".class";
                try (InputStream code = ToyBundle.class.getClassLoader().getResourceAsStream(path)) {
                    add(jar, path, Objects.requireNonNull(code, path).readAllBytes());
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(content);
    }
}
