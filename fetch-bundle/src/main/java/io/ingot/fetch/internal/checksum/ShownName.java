// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.util.regex.Pattern;

/** A name out of a file, for people: quoted, not too long, and without what a terminal would act on. */
final class ShownName {
    /** Characters of a name that are shown. */
    static final int LONGEST = 60;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private ShownName() {}

    static String of(Object name) {
        return "'" + shortened(name.toString()) + "'";
    }

    static String shortened(String text) {
        String shortened = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return UNPRINTABLE.matcher(shortened).replaceAll("?");
    }
}
