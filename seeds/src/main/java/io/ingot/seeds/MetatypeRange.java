// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The range of one property in the Metatype that the build writes. The settings of the bundle must accept exactly the
 * values in it.
 *
 * @param property the name of the property, and of its method in the annotation
 * @param least the lowest value, if there is one
 * @param most the highest value, if there is one
 */
public record MetatypeRange(String property, OptionalLong least, OptionalLong most) {
    /** Returns the ranges of the properties of an annotation, of which at least one must have a range. */
    public static List<MetatypeRange> of(Class<?> config) throws Exception {
        List<MetatypeRange> ranges = new ArrayList<>();
        String file = "/OSGI-INF/metatype/" + config.getName() + ".xml";
        try (InputStream xml = Objects.requireNonNull(config.getResourceAsStream(file), file)) {
            NodeList attributes = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(xml)
                    .getElementsByTagName("AD");
            for (int i = 0; i < attributes.getLength(); i++) {
                Element attribute = (Element) attributes.item(i);
                if (attribute.hasAttribute("min") || attribute.hasAttribute("max")) {
                    ranges.add(new MetatypeRange(
                            attribute.getAttribute("id"), number(attribute, "min"), number(attribute, "max")));
                }
            }
        }
        if (ranges.isEmpty()) {
            throw new AssertionError("Metatype states no range for " + config.getName());
        }
        return ranges;
    }

    /**
     * Checks that settings accept both ends of the range, and refuse the values beyond them.
     *
     * @param others values that other properties need so that this one can be set, by name
     * @param settings reads the annotation, or throws {@link IllegalArgumentException} that names the property
     */
    public <C> void assertChecked(Class<C> config, Map<String, ?> others, Function<C, ?> settings) {
        least.ifPresent(end -> assertEnd(config, others, settings, end, end - 1));
        most.ifPresent(end -> assertEnd(config, others, settings, end, end + 1));
    }

    private <C> void assertEnd(
            Class<C> config, Map<String, ?> others, Function<C, ?> settings, long inside, long outside) {
        Object accepted = settings.apply(with(config, others, inside));
        Object refused;
        try {
            refused = settings.apply(with(config, others, outside));
        } catch (IllegalArgumentException e) {
            if (String.valueOf(e.getMessage()).contains(property)) {
                return;
            }
            throw new AssertionError("the refusal of " + property + " = " + outside + " does not name the property", e);
        }
        throw new AssertionError(property + " = " + outside + " is accepted: " + accepted + ", " + refused);
    }

    private <C> C with(Class<C> config, Map<String, ?> others, long value) {
        Map<String, Object> values = new HashMap<>(others);
        values.put(property, value);
        Object proxy = Proxy.newProxyInstance(
                config.getClassLoader(), new Class<?>[] {config}, (self, method, arguments) -> value(method, values));
        return config.cast(proxy);
    }

    private static Object value(Method method, Map<String, Object> values) {
        Object value = values.getOrDefault(method.getName(), method.getDefaultValue());
        return method.getReturnType() == int.class && value instanceof Number number
                ? Math.toIntExact(number.longValue())
                : value;
    }

    private static OptionalLong number(Element attribute, String name) {
        return attribute.hasAttribute(name)
                ? OptionalLong.of(Long.parseLong(attribute.getAttribute(name)))
                : OptionalLong.empty();
    }

    /** Returns the property, for the name of a test. */
    @Override
    public String toString() {
        return property;
    }
}
