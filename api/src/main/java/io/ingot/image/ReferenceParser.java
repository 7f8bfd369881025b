// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses references by RFC 3986 appendix B: tolerant in paths, as servers are, and strict in authorities. */
final class ReferenceParser {
    private static final String GLANCE = "glance";
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,63}");
    private static final Pattern AFTER_SCHEME = Pattern.compile(
            "(?://(?<authority>[^/?#]*+))?+(?<path>[^?#]*+)(?:\\?(?<query>[^#]*+))?+(?:#(?<fragment>.*+))?+",
            Pattern.DOTALL);

    private ReferenceParser() {}

    static ImageReference parse(String text) throws ImageException {
        checkCharacters(text);
        Optional<ImageReference> bareId = GlanceId.parse(text).map(id -> glance(id, null));
        if (bareId.isPresent()) {
            return bareId.get();
        }
        int colon = text.indexOf(':');
        if (colon < 0 || !SCHEME.matcher(text.substring(0, colon)).matches()) {
            throw invalid("'" + ReferenceDisplay.ofText(text) + "' has no scheme and is not a UUID;"
                    + " write a Glance UUID or a URL such as https://host/path or file:///path");
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        Matcher parts = AFTER_SCHEME.matcher(text.substring(colon + 1));
        if (!parts.matches()) {
            throw new IllegalStateException("the pattern matches every text");
        }
        if (scheme.equals(GLANCE)) {
            return glanceUrl(parts);
        }
        return new ImageReference(
                scheme, authority(scheme, parts), parts.group("path"), parts.group("query"), parts.group("fragment"));
    }

    private static @Nullable Authority authority(String scheme, Matcher parts) throws ImageException {
        String text = parts.group("authority");
        if (text == null) {
            return null;
        }
        Optional<Authority> bracketed = Authority.withBrackets(text);
        if (bracketed.isPresent()) {
            throw withoutBrackets(scheme, bracketed.get(), parts.group("path"));
        }
        if (text.endsWith(":") && new DecodedText(parts.group("path")).last('@') >= 0) {
            throw Authority.invalidPort(); // a password that begins with a slash
        }
        return Authority.parse(text);
    }

    /** Does not print the path if it contains an at sign: a password with a slash would end there. */
    private static ImageException withoutBrackets(String scheme, Authority bracketed, String path) {
        String remedy = path.indexOf('@') < 0
                ? new ImageReference(scheme, bracketed, path, null, null).toString()
                : scheme + "://[ADDRESS]:PORT/PATH";
        return invalid("an IPv6 address must be in brackets, with a port after them; write " + remedy);
    }

    /** Parses a Glance URL as Ironic does: the last segment is the UUID, whatever precedes it. */
    private static ImageReference glanceUrl(Matcher parts) throws ImageException {
        String authority = parts.group("authority");
        String path = parts.group("path");
        String last = (authority == null ? "" : authority) + path;
        last = last.substring(last.lastIndexOf('/') + 1);
        Optional<String> id = GlanceId.parse(last);
        if (authority == null || id.isEmpty() || parts.group("query") != null) {
            throw invalid(
                    "a glance reference ends in the UUID of an image: glance://733d1c44-a2ea-414b-aca7-69decf20d810");
        }
        return glance(id.get(), parts.group("fragment"));
    }

    private static ImageReference glance(String id, @Nullable String fragment) {
        try {
            return new ImageReference(GLANCE, Authority.parse(id), "", null, fragment);
        } catch (ImageException e) {
            throw new IllegalStateException("a UUID is a valid host", e);
        }
    }

    private static void checkCharacters(String text) throws ImageException {
        if (text.isBlank()) {
            throw invalid("the text is empty");
        }
        if (text.length() > ImageReference.MAX_LENGTH) {
            throw invalid("the text has " + text.length() + " characters, at most " + ImageReference.MAX_LENGTH
                    + " are allowed");
        }
        if (text.codePoints().anyMatch(ReferenceParser::isRefused)) {
            throw invalid("the text contains a control character or half of a surrogate pair");
        }
        if (!text.equals(text.strip())) {
            throw invalid("the text begins or ends with white space");
        }
    }

    private static boolean isRefused(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.FORMAT;
    }

    private static ImageException invalid(String reason) {
        return new ImageException(ErrorCode.INVALID_REFERENCE, "not an image reference: " + reason);
    }
}
