// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that names the algorithm of the digests below it: {@code # SHA512 HASH} of Gentoo, {@code SHA256:} of Debian.
 *
 * @param algorithm its canonical name
 * @param line its number
 * @param sized whether the lines below may have sizes between digests and names, as in Debian's control files
 */
record AlgorithmHeading(String algorithm, int line, boolean sized) {
    private static final Pattern LINE = Pattern.compile("[#*=~\\[(\\s-]*+(?:(?i:checksums?+)[-: ]++)?+"
            + "([A-Za-z][A-Za-z0-9/]*+(?:-[A-Za-z0-9]++)*+)(?:[ _](?i:hash(?:es)?+|check ?sums?+|digests?+|sums?+))?+"
            + "[\\])\\s:*=~#-]*+");

    static Optional<AlgorithmHeading> of(int number, String line) {
        Matcher heading = LINE.matcher(line);
        if (!heading.matches()) {
            return Optional.empty();
        }
        boolean sized = !line.startsWith("#") && line.endsWith(":");
        return AlgorithmName.of(heading.group(1)).map(algorithm -> new AlgorithmHeading(algorithm, number, sized));
    }
}
