// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Guesses the format of a binary file by its first bytes. */
final class BinaryLookalike {
    private record Sign(String beginning, String description) {}

    private static final List<Sign> BEGINNINGS = List.of(
            new Sign("\u001f\u008b", "a file that gzip compressed; name the one without compression"),
            new Sign("\u00fd7zXZ", "a file that xz compressed; name the one without compression"),
            new Sign("(\u00b5/\u00fd", "a file that zstd compressed; name the one without compression"),
            new Sign("BZh", "a file that bzip2 compressed; name the one without compression"),
            new Sign("PK\u0003\u0004", "a ZIP archive"),
            new Sign("QFI\u00fb", "a qcow2 image: is it the image itself?"),
            new Sign("%PDF", "a PDF document"),
            new Sign("zsync:", "a control file of zsync"),
            new Sign("d8:announce", "a BitTorrent file"),
            new Sign("d13:announce", "a BitTorrent file"),
            new Sign("d7:comment", "a BitTorrent file"),
            new Sign("d10:created by", "a BitTorrent file"),
            new Sign("d13:creation date", "a BitTorrent file"),
            new Sign("d4:info", "a BitTorrent file"),
            new Sign("\u0088", "a binary OpenPGP signature; name the file that it signs"),
            new Sign("\u0089", "a binary OpenPGP signature; name the file that it signs"),
            new Sign("\u00c2", "a binary OpenPGP signature; name the file that it signs"));

    private BinaryLookalike() {}

    static String of(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1);
        for (Sign sign : BEGINNINGS) {
            if (head.startsWith(sign.beginning())) {
                return "it looks like " + sign.description();
            }
        }
        boolean wide = head.length() > 3
                && (head.charAt(1) == 0) == (head.charAt(3) == 0)
                && head.charAt(1) != head.charAt(0)
                && (head.charAt(0) == 0 || head.charAt(1) == 0);
        return wide ? "it looks like UTF-16 without a byte order mark; write it with one" : "is it the image itself?";
    }
}
