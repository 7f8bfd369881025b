// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.settings;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations for tests. */
public final class Configs {
    private Configs() {}

    /** Creates a configuration with these values, by the names of the methods, and defaults otherwise. */
    public static GlanceConfig with(Map<String, ?> values) {
        return (GlanceConfig) Proxy.newProxyInstance(
                GlanceConfig.class.getClassLoader(),
                new Class<?>[] {GlanceConfig.class},
                (proxy, method, arguments) -> {
                    Object value = values.get(method.getName());
                    return value == null ? method.getDefaultValue() : value;
                });
    }
}
