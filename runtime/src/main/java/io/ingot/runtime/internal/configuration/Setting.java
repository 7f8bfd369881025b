// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.configuration;

import java.util.regex.Pattern;

/**
 * One property as somebody wrote it.
 *
 * @param source where: a file, or the option
 * @param clear whether the value itself was written there, not the name of a file that holds it
 */
record Setting(String source, Target target, String property, String value, boolean clear) {
    /** The userinfo, or the query. */
    private static final Pattern URL_SECRET = Pattern.compile("(?<=//)[^/?#\\s]*(?=@)|(?<=\\?)[^\\s,#]+");

    private static final int MAX_SHOWN = 200;

    /** As it is named on the command line. */
    String key() {
        return target + "/" + property;
    }

    /** The value as it may be printed: URLs without what may be secret in them. */
    String shown() {
        String harmless = URL_SECRET.matcher(value).replaceAll("***");
        return harmless.length() <= MAX_SHOWN ? harmless : harmless.substring(0, MAX_SHOWN) + "…";
    }

    @Override
    public String toString() {
        return key() + " of " + source;
    }
}
