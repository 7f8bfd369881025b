// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.address;

import java.util.Locale;

/**
 * The domain below which a host was probably registered: its last two labels, or three below a suffix such as {@code
 * co.uk}. No list of public suffixes is needed, since only the look-up limit depends on it.
 */
final class ParentDomain {
    private static final int COUNTRY_LABEL = 2;
    private static final int SHORT_LABEL = 3;

    private ParentDomain() {}

    /** Returns the domain of a host; empty for a name without a dot, which the local domain completes. */
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
