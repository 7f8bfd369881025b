// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;

/** Configurations with the default values, apart from those that a test sets. */
final class FakeConfig {
    private FakeConfig() {}

    static ResolverConfig defaults() {
        return with(Map.of());
    }

    static ResolverConfig with(Map<String, Object> values) {
        return (ResolverConfig) Proxy.newProxyInstance(
                FakeConfig.class.getClassLoader(),
                new Class<?>[] {ResolverConfig.class},
                (self, method, none) ->
                        Objects.requireNonNullElseGet(values.get(method.getName()), method::getDefaultValue));
    }
}
