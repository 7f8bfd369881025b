// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import io.ingot.glance.internal.keystone.Catalog;
import io.ingot.glance.internal.keystone.Grant;
import io.ingot.glance.internal.keystone.ServiceFilter;
import io.ingot.glance.internal.settings.Configs;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import io.ingot.image.spi.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Inputs for tests of temporary URLs. */
final class Given {
    static final String ID = "757274c4-2856-4bd2-bb20-9a4a231e187b";
    static final String PROJECT = "6d0e5f";
    static final String ACCOUNT = "AUTH_6d0e5f";
    static final String KEY = "mykey";
    static final String TOKEN = "gAAAAA-token";
    static final ServiceFilter OBJECT_STORE =
            new ServiceFilter("object-store", List.of("internal", "public"), Optional.empty());

    private Given() {}

    /** Creates settings with these values, and defaults otherwise. */
    static SwiftSettings settings(Map<String, ?> values) {
        return SwiftSettings.of(Configs.with(values));
    }

    /** Creates settings with these values that need no request to a server. */
    static SwiftSettings complete(Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "swiftEndpoint", "http://swift.test:8080", "_swiftTempUrlKey", KEY, "swiftTempUrlDigest", "sha256"));
        all.putAll(values);
        return settings(all);
    }

    /** Creates a grant whose catalogue has these URLs of Swift. */
    static Grant grant(String... endpoints) {
        return grant(Optional.of(PROJECT), filter -> {
            if (endpoints.length == 0 || !filter.type().equals("object-store")) {
                throw new ImageException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "Keystone's catalogue has no " + filter.type() + ", set io.ingot.glance/swiftEndpoint");
            }
            return references(endpoints);
        });
    }

    static Grant grant(Optional<String> project, Catalog catalog) {
        return new Grant(Secret.of(TOKEN), project, Set.of("service"), catalog);
    }

    private static List<ImageReference> references(String... texts) throws ImageException {
        List<ImageReference> references = new ArrayList<>();
        for (String text : texts) {
            references.add(ImageReference.parse(text));
        }
        return references;
    }

    /** Returns the value of a query parameter. */
    static String parameter(Location location, String name) {
        for (String part : location.reference().query().orElseThrow().split("&", -1)) {
            if (part.startsWith(name + "=")) {
                return part.substring(name.length() + 1);
            }
        }
        throw new AssertionError("no " + name);
    }

    static String signature(Location location) {
        return parameter(location, "temp_url_sig");
    }
}
