// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.config;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Creates configurations as the component runtime does: with defaults, and a leading underscore of a name as a dot. */
public final class ConfigOf {
    private ConfigOf() {}

    public static <A extends Annotation> A with(Class<A> type, Map<String, ?> values) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object value = values.get(method.getName().replaceFirst("^_", "."));
            return value == null ? method.getDefaultValue() : value;
        }));
    }

    /** A list as a {@code .cfg} file has it: one string. */
    public static String[] list(String text) {
        return new String[] {text};
    }
}
