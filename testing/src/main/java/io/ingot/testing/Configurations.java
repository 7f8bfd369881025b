// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Configurations of components as the component runtime makes them: defaults, but for the values of a test. */
public final class Configurations {
    private Configurations() {}

    /** With these values, by the names of the methods. */
    public static <A extends Annotation> A of(Class<A> type, Map<String, ?> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, none) ->
                        Objects.requireNonNullElseGet(values.get(method.getName()), method::getDefaultValue)));
    }

    /** With these names of methods and values in turn. */
    public static <A extends Annotation> A of(Class<A> type, Object... namesAndValues) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return of(type, values);
    }
}
