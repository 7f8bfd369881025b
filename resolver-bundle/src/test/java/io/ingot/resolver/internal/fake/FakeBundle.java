// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.fake;

import io.ingot.image.spi.Scheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** A bundle with the state and manifest that a test sets. */
public final class FakeBundle {
    private final List<Map.Entry<String, BundleCapability>> capabilities = new ArrayList<>();
    private final List<BundleRequirement> requirements = new ArrayList<>();
    private final Bundle bundle;
    private volatile int state = Bundle.ACTIVE;
    private volatile String location = "test:bundle";
    private volatile Version version = new Version(1, 2, 3);
    private volatile @Nullable URL metatype;

    FakeBundle(long id, String name) {
        BundleRevision revision = Stub.of(
                BundleRevision.class,
                Map.of(
                        "getDeclaredCapabilities", arguments -> capabilities(arguments[0]),
                        "getDeclaredRequirements", arguments -> List.copyOf(requirements)));
        bundle = Stub.of(
                Bundle.class,
                Map.of(
                        "getBundleId", arguments -> id,
                        "getSymbolicName", arguments -> name,
                        "getVersion", arguments -> version,
                        "getLocation", arguments -> location,
                        "findEntries",
                                arguments -> Collections.enumeration(
                                        Stream.ofNullable(metatype).toList()),
                        "getState", arguments -> state,
                        "adapt", arguments -> revision));
    }

    /** Returns the bundle for the tested code. */
    public Bundle bundle() {
        return bundle;
    }

    /** Sets the state: one of {@link Bundle}'s constants. */
    public FakeBundle state(int now) {
        state = now;
        return this;
    }

    /** Sets the location. */
    public FakeBundle location(String text) {
        location = text;
        return this;
    }

    /** Sets the version. */
    public FakeBundle version(String text) {
        version = Version.parseVersion(text);
        return this;
    }

    /** Adds a Metatype file. */
    public FakeBundle describes(String xml) {
        try {
            Path file = Files.createTempFile("metatype", ".xml");
            file.toFile().deleteOnExit();
            metatype = Files.writeString(file, xml).toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Announces schemes, as {@link Scheme} does. */
    public FakeBundle announces(String... schemes) {
        return offers(Scheme.NAMESPACE, Map.of("scheme", List.of(schemes)));
    }

    /** Adds a capability. */
    public FakeBundle offers(String namespace, Map<String, Object> attributes) {
        BundleCapability capability = Stub.of(BundleCapability.class, Map.of("getAttributes", arguments -> attributes));
        capabilities.add(Map.entry(namespace, capability));
        return this;
    }

    /** Adds a requirement of a capability with this attribute. */
    public FakeBundle needs(String namespace, String attribute, Object value, Map<String, String> directives) {
        requirements.add(Stub.of(
                BundleRequirement.class,
                Map.of(
                        "getNamespace", arguments -> namespace,
                        "getDirectives", arguments -> directives,
                        "matches",
                                arguments -> value.equals(((BundleCapability) arguments[0])
                                        .getAttributes()
                                        .get(attribute)))));
        return this;
    }

    private List<BundleCapability> capabilities(Object namespace) {
        return capabilities.stream()
                .filter(capability -> capability.getKey().equals(namespace))
                .map(Map.Entry::getValue)
                .toList();
    }
}
