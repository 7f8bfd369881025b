// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A configuration as Declarative Services passes it: the defaults, except for what a test sets. */
final class TestConfig {
    private final Map<String, Object> values = new HashMap<>();

    static TestConfig quick() {
        return new TestConfig().with("retryPauseMillis", 1L).with("maxRetryPauseMillis", 5L);
    }

    TestConfig with(String property, Object value) {
        values.put(property, value);
        return this;
    }

    FetchConfig get() {
        return (FetchConfig) Proxy.newProxyInstance(
                FetchConfig.class.getClassLoader(),
                new Class<?>[] {FetchConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(
                        method.getName(), Objects.requireNonNull(method.getDefaultValue(), method.getName())));
    }
}
