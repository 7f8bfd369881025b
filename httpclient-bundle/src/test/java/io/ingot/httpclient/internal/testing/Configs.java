// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.testing;

import io.ingot.httpclient.internal.settings.HttpClientConfig;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Configurations, as SCR makes them: defaults, and what differs. */
public final class Configs {
    private Configs() {}

    /** The defaults, but for these names and values in turn. */
    public static HttpClientConfig with(Object... namesAndValues) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return (HttpClientConfig) Proxy.newProxyInstance(
                HttpClientConfig.class.getClassLoader(),
                new Class<?>[] {HttpClientConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
