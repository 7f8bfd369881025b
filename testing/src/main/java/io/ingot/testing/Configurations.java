// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Creates component configurations as the component runtime does: defaults, except for given values. */
public final class Configurations {
    private Configurations() {}

    /** A configuration with values by method name. */
    public static <A extends Annotation> A of(Class<A> type, Map<String, ?> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, none) ->
                        Objects.requireNonNullElseGet(values.get(method.getName()), method::getDefaultValue)));
    }

    /** A configuration with alternating method names and values. */
    public static <A extends Annotation> A of(Class<A> type, Object... namesAndValues) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return of(type, values);
    }
}
