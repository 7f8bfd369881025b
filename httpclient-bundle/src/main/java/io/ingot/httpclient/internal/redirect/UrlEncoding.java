// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.redirect;

import io.ingot.common.text.PercentEncoding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Encodes the text of a URL for a request: characters that are not valid in a URL (RFC 3986 §2), and percent signs that
 * begin no escape, are percent-encoded. Existing escapes are kept, so valid text is unchanged.
 */
final class UrlEncoding {
    private static final String LEGAL =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" + "!#$&'()*+,-./:;=?@[]_~";
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}.*", Pattern.DOTALL);

    private UrlEncoding() {}

    /** Encodes text; characters beyond ASCII are sent in UTF-8. */
    static String ofText(String text) {
        return encode(text, StandardCharsets.UTF_8);
    }

    /** Encodes the value of a header; each character is a byte. */
    static String ofHeader(String value) {
        return encode(value, StandardCharsets.ISO_8859_1);
    }

    private static String encode(String text, Charset charset) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        byte[] bytes = text.getBytes(charset);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean escape = c == '%' && ESCAPE.matcher(ascii(bytes, i)).matches();
            if (escape || isLegal(c)) {
                encoded.append(c);
            } else {
                PercentEncoding.appendEscape(encoded, bytes[i]);
            }
        }
        return encoded.toString();
    }

    private static String ascii(byte[] bytes, int from) {
        return new String(bytes, from, Math.min(3, bytes.length - from), StandardCharsets.ISO_8859_1);
    }

    private static boolean isLegal(char c) {
        return LEGAL.indexOf(c) >= 0;
    }
}
