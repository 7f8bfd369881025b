// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.credential;

import java.util.Map;
import java.util.Set;

/**
 * One configuration of credentials, read.
 *
 * @param name what deployments call them
 */
record CredentialsSettings(String name, CredentialTarget target, CredentialSource source) {
    private static final String SERVICE_PID = "service.pid";
    private static final Set<String> IN_CLEAR = Set.of("password", "token");

    /**
     * Reads a configuration.
     *
     * @param properties the same with what Configuration Admin adds
     * @throws IllegalArgumentException if it cannot be told what they are for; its message names the property
     */
    static CredentialsSettings of(CredentialsConfig config, Map<String, ?> properties) {
        String pid = String.valueOf(properties.get(SERVICE_PID));
        for (String name : IN_CLEAR) {
            if (properties.containsKey(name)) {
                throw new IllegalArgumentException(
                        pid + "/" + name + " is visible to every bundle: write " + name + "File, or ." + name);
            }
        }
        String name = config.name().isEmpty() ? pid.substring(pid.indexOf('~') + 1) : config.name();
        return new CredentialsSettings(name, target(pid, config.target()), CredentialSource.of(pid, config));
    }

    private static CredentialTarget target(String pid, String text) {
        try {
            return CredentialTarget.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    pid + "/target must be a URL such as https://host/path/, or a host: " + e.getMessage(), e);
        }
    }
}
