// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import io.ingot.common.text.PercentEncoding;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The path of an object in Swift. Each part is a {@linkplain PathSegment#isUsable valid} segment.
 *
 * @param apiVersion {@code v1}
 * @param account {@code AUTH_} and the ID of a project
 * @param container the container
 * @param name the object's name
 */
record ObjectPath(String apiVersion, String account, String container, String name) {
    /** The path as it is signed: not encoded. */
    String signed() {
        return parts().collect(Collectors.joining("/", "/", ""));
    }

    /** The path as it appears in a URL. */
    String encoded() {
        return parts().map(PercentEncoding::encode).collect(Collectors.joining("/", "/", ""));
    }

    private Stream<String> parts() {
        return Stream.of(apiVersion, account, container, name);
    }
}
