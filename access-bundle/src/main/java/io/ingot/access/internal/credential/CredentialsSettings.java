// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.credential;

import io.ingot.image.ImageReference;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of one configuration of credentials.
 *
 * @param name the name by which deployments refer to them
 * @param target where they are used; absent if the configuration is invalid
 * @param source reads the credentials
 */
record CredentialsSettings(String name, Optional<CredentialTarget> target, CredentialSource source) {
    private static final String SERVICE_PID = "service.pid";
    private static final Set<String> PUBLIC_NAMES = Set.of("password", "token");

    /**
     * Checks a configuration.
     *
     * @param properties the properties of the component, with the PID
     * @throws IllegalArgumentException if the target is invalid, or a secret is public; its message names the property
     */
    static CredentialsSettings of(CredentialsConfig config, Map<String, ?> properties) {
        String pid = pid(properties);
        for (String name : PUBLIC_NAMES) {
            if (properties.containsKey(name)) {
                throw new IllegalArgumentException(pid + "/" + name + " is visible to every bundle; set " + name
                        + "File or ." + name + " instead");
            }
        }
        CredentialTarget target = target(pid, config.target());
        return new CredentialsSettings(name(config, pid), Optional.of(target), CredentialSource.of(pid, config));
    }

    /** The settings of an invalid configuration: they cover no target, and fail with the problem if they are named. */
    static CredentialsSettings invalid(CredentialsConfig config, Map<String, ?> properties, String problem) {
        return new CredentialsSettings(
                name(config, pid(properties)), Optional.empty(), CredentialSource.invalid(problem));
    }

    boolean covers(ImageReference reference) {
        return target.filter(where -> where.covers(reference)).isPresent();
    }

    /** The number of path components that a reference must have in common. */
    int depth() {
        return target.map(where -> where.path().size()).orElse(0);
    }

    private static String pid(Map<String, ?> properties) {
        return String.valueOf(properties.get(SERVICE_PID));
    }

    private static String name(CredentialsConfig config, String pid) {
        return config.name().isEmpty() ? pid.substring(pid.indexOf('~') + 1) : config.name();
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
