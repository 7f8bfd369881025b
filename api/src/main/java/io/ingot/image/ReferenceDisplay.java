// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redacts references, and texts that may be mistyped references. If there is no host, or the text cannot be parsed, a
 * slash may be missing or superfluous: then everything before an at sign may be a password.
 */
final class ReferenceDisplay {
    private static final String HIDDEN = "***";
    private static final String FILE = "file";
    private static final String DELIMITERS = "/?#";
    private static final Pattern SCHEME_AND_SLASHES = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,63}+:[/\\\\]{1,3}+");
    private static final int MAX_LENGTH = 160;

    private ReferenceDisplay() {}

    /**
     * Redacts a text that is not a reference: hides what would be userinfo, query or fragment. Keeps a scheme that
     * slashes follow.
     */
    static String ofText(String text) {
        DecodedText decoded = new DecodedText(text);
        int at = decoded.last('@');
        int mark = decoded.first("?#", 0);
        int begin = at < 0 ? 0 : afterScheme(text, decoded.start(at));
        if (mark >= 0 && mark < at) {
            return text.substring(0, begin) + HIDDEN; // a password with the mark, or a query with the at sign
        }
        boolean user = at >= 0 && decoded.start(at) > begin;
        int end = mark < 0 ? text.length() : decoded.start(mark + 1);
        String safe = (user ? text.substring(0, begin) + HIDDEN + "@" : "")
                + text.substring(user ? decoded.start(at + 1) : 0, end)
                + (end < text.length() ? HIDDEN : "");
        return safe.length() <= MAX_LENGTH ? safe : safe.substring(0, MAX_LENGTH) + "…";
    }

    /** Returns the end of the scheme and its slashes, if it is not after {@code end}; otherwise 0. */
    private static int afterScheme(String text, int end) {
        Matcher scheme = SCHEME_AND_SLASHES.matcher(text);
        return scheme.lookingAt() && scheme.end() <= end ? scheme.end() : 0;
    }

    /**
     * Redacts the path of a reference.
     *
     * @param hasHost whether the reference has a host
     * @param tail query and fragment with their delimiters, which may belong to a password in the path
     */
    static String path(String scheme, boolean hasHost, String path, String tail) {
        String text = path + tail;
        DecodedText decoded = new DecodedText(text);
        int begin = hasHost ? nested(decoded, path.length()) : afterSlashes(decoded, 0);
        int at = begin < 0 ? -1 : endOfUser(text, decoded, begin);
        if (at < 0 || (!hasHost && scheme.equals(FILE) && begin > 0 && !beginsWithUser(decoded, begin))) {
            return path;
        }
        boolean inTail = decoded.start(at) >= path.length();
        if (inTail && hasHost && !beginsWithUser(decoded, begin)) {
            return path;
        }
        String before = path.substring(0, Math.min(path.length(), decoded.start(begin)));
        return before + HIDDEN + (inTail ? "" : "@" + path.substring(decoded.start(at + 1)));
    }

    /**
     * Returns the at sign that ends userinfo: within a would-be authority, or else after a password that contains
     * delimiters.
     */
    private static int endOfUser(String text, DecodedText decoded, int begin) {
        int end = decoded.start(begin);
        while (end < text.length() && DELIMITERS.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        int within = decoded.last('@', begin, end);
        return within >= 0 ? within : decoded.last('@', begin, text.length());
    }

    /** Returns where a second URL begins within a path, after its slashes; -1 if there is none. */
    private static int nested(DecodedText decoded, int pathLength) {
        for (int i = 0; i + 1 < decoded.length() && decoded.start(i + 1) < pathLength; i++) {
            if ((decoded.at(i) == '/' || decoded.at(i) == ':') && decoded.at(i + 1) == '/') {
                return afterSlashes(decoded, i + 1);
            }
        }
        return -1;
    }

    /** Returns whether the first name has a colon before its at sign: an at sign alone is common in a path. */
    private static boolean beginsWithUser(DecodedText decoded, int begin) {
        int first = decoded.first("/:", begin);
        return first >= 0 && decoded.at(first) == ':';
    }

    private static int afterSlashes(DecodedText decoded, int from) {
        int index = from;
        while (index < decoded.length() && decoded.at(index) == '/') {
            index++;
        }
        return index;
    }
}
