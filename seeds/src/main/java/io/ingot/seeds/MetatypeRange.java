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
 * The range that Metatype states for one property, as the build wrote it. The settings of the bundle must accept just
 * what lies in it.
 *
 * @param property its name, which is that of a method of the annotation
 * @param least the lowest value, if there is one
 * @param most the highest value, if there is one
 */
public record MetatypeRange(String property, OptionalLong least, OptionalLong most) {
    /** All ranges of the properties of an annotation, which has one for at least one of them. */
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
     * Checks that settings accept both ends of the range, and refuse what lies next to them.
     *
     * @param others what other properties must have so that this one is free, by name
     * @param settings reads the annotation, or throws {@link IllegalArgumentException} naming the property
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
            throw new AssertionError("the refusal of " + property + " = " + outside + " does not name it", e);
        }
        throw new AssertionError(property + ": accepted are " + accepted + " and " + refused);
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

    /** For the name of a test. */
    @Override
    public String toString() {
        return property;
    }
}
