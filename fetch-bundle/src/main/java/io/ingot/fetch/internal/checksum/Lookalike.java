// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Guesses the format of a text without checksums, for error messages. */
final class Lookalike {
    private static final int HEAD_CHARACTERS = 4096;
    private static final Pattern XML = Pattern.compile("<[?!/a-z]");
    private static final Pattern NAME_FIRST = Pattern.compile(
            "(?m)^\\S[^\\n]{0,512}[ \\t](?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})[ \\t\\r]*+$");
    private static final Pattern SFV = Pattern.compile("(?m)^[^;\\n][^\\n]{0,512} [0-9a-f]{8}[ \\t\\r]*+$");
    private static final Pattern CKSUM = Pattern.compile("(?m)^[0-9]{1,10} [0-9]{1,19} \\S");

    private record Sign(String beginning, String description) {}

    private static final List<Sign> BEGINNINGS = List.of(
            new Sign("<!doctype html", "an HTML page"),
            new Sign("<html", "an HTML page"),
            new Sign("{", "JSON in which no object has the location and a digest of a file"),
            new Sign("[{", "JSON in which no object has the location and a digest of a file"),
            new Sign("-----begin pgp signature", "a detached OpenPGP signature; name the file that it signs"),
            new Sign("-----begin pgp public key", "an OpenPGP key"),
            new Sign("-----begin pgp", "an OpenPGP message"),
            new Sign("-----begin ssh signature", "a signature by an SSH key; name the file that it signs"),
            new Sign("-----begin", "a certificate, key or signature in PEM"),
            new Sign("untrusted comment:", "a signature of signify or minisign; name the file that it signs"),
            new Sign("version https://git-lfs", "a pointer of Git LFS to the file itself"),
            new Sign("zsync:", "a control file of zsync"),
            new Sign("magnet:", "a magnet link"),
            new Sign("#!", "a script"),
            new Sign("certutil:", "the output of a CertUtil command that failed"));

    private Lookalike() {}

    /** Returns the end of a message, such as {@code ; it looks like an HTML page}; empty if the format is unknown. */
    static String of(String text) {
        return sentence(byBeginning(head(text)));
    }

    /** Returns the same for a text in which no line is meant to be a checksum in a supported format. */
    static String ofAll(String text) {
        String head = head(text);
        String document = byBeginning(head);
        return sentence(document.isEmpty() ? byLines(head) : document);
    }

    private static String sentence(String what) {
        return what.isEmpty() ? "" : "; it looks like " + what;
    }

    private static String head(String text) {
        String content = text.stripLeading();
        return content.substring(0, Math.min(content.length(), HEAD_CHARACTERS)).toLowerCase(Locale.ROOT);
    }

    private static String byBeginning(String head) {
        if (head.startsWith("<") && head.contains("<metalink")) {
            return "a Metalink (XML), which is not supported";
        }
        if (head.startsWith("<") && head.contains("<html")) {
            return "an HTML page";
        }
        for (Sign sign : BEGINNINGS) {
            if (head.startsWith(sign.beginning())) {
                return sign.description();
            }
        }
        return XML.matcher(head).lookingAt() ? "XML" : "";
    }

    private static String byLines(String head) {
        if (NAME_FIRST.matcher(head).find()) {
            return "a list with names before digests, which is not supported; digests must come first";
        }
        if (SFV.matcher(head).find()) {
            return "SFV: its CRC-32 cannot verify an image";
        }
        return CKSUM.matcher(head).find() ? "the output of cksum: its CRC cannot verify an image" : "";
    }
}
