// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Extracts the part of a query that names an image. All other parameters may belong to a signature. */
final class NamingQuery {
    /** The parameters by which servers select among the images of one path, in lower case. */
    private static final Set<String> NAMES = Set.of(
            "file",
            "filename",
            "generation",
            "id",
            "image",
            "name",
            "object",
            "path",
            "uuid",
            "v",
            "version",
            "versionid");

    private NamingQuery() {}

    static String of(String query) {
        return Arrays.stream(query.split("&"))
                .filter(NamingQuery::isNaming)
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static boolean isNaming(String parameter) {
        return NAMES.contains(parameter.split("=", 2)[0].toLowerCase(Locale.ROOT));
    }
}
