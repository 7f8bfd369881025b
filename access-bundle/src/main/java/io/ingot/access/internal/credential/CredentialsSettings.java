// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.credential;

import io.ingot.image.ImageReference;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One configuration of credentials, read.
 *
 * @param name what deployments call them
 * @param target where they are used; absent if nobody can tell
 */
record CredentialsSettings(String name, Optional<CredentialTarget> target, CredentialSource source) {
    private static final String SERVICE_PID = "service.pid";
    private static final Set<String> PUBLIC_NAMES = Set.of("password", "token");

    /**
     * Reads a configuration.
     *
     * @param properties the same with what Configuration Admin adds
     * @throws IllegalArgumentException if it cannot be told what they are for; its message names the property
     */
    static CredentialsSettings of(CredentialsConfig config, Map<String, ?> properties) {
        String pid = pid(properties);
        for (String name : PUBLIC_NAMES) {
            if (properties.containsKey(name)) {
                throw new IllegalArgumentException(
                        pid + "/" + name + " is visible to every bundle: write " + name + "File, or ." + name);
            }
        }
        CredentialTarget target = target(pid, config.target());
        return new CredentialsSettings(name(config, pid), Optional.of(target), CredentialSource.of(pid, config));
    }

    /** What holds where a configuration cannot be read: no target has these, and whoever names them is told why. */
    static CredentialsSettings invalid(CredentialsConfig config, Map<String, ?> properties, String problem) {
        return new CredentialsSettings(
                name(config, pid(properties)), Optional.empty(), CredentialSource.invalid(problem));
    }

    boolean covers(ImageReference reference) {
        return target.filter(place -> place.covers(reference)).isPresent();
    }

    /** How many components of a path a reference must share. */
    int depth() {
        return target.map(place -> place.path().size()).orElse(0);
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
