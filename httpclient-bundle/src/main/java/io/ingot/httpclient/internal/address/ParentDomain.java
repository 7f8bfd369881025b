// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.address;

import java.util.Locale;

/**
 * The domain that somebody may have registered to name a host: its last two labels, or three below a suffix such as
 * {@code co.uk}. There is no list of suffixes here: what is shared by it is a number of turns, and no right.
 */
final class ParentDomain {
    private static final int COUNTRY_LABEL = 2;
    private static final int SHORT_LABEL = 3;

    private ParentDomain() {}

    /** The domain of a host; empty for a name without a dot, which the machine's own domain completes. */
    static String of(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        String[] labels = (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).split("\\.", -1);
        int count = labels.length;
        if (count < 2) {
            return "";
        }
        boolean suffix =
                count > 2 && labels[count - 1].length() == COUNTRY_LABEL && labels[count - 2].length() <= SHORT_LABEL;
        String registered = labels[count - 2] + "." + labels[count - 1];
        return suffix ? labels[count - 3] + "." + registered : registered;
    }
}
