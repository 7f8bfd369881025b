// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import io.ingot.common.file.TrustedFile;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPImplementation;
import org.bouncycastle.openpgp.api.OpenPGPKeyReader;
import org.jspecify.annotations.Nullable;

/** Reads the key files that the operator trusts: one or more armored blocks, or binary. Immutable. */
final class TrustedKeys {
    private static final int MAX_BYTES = 4 << 20;
    private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    private static final String ARMOR = "-----BEGIN PGP ";

    private final OpenPGPImplementation openPgp;

    TrustedKeys(OpenPGPImplementation openPgp) {
        this.openPgp = openPgp;
    }

    /** @throws ImageException INVALID_CONFIGURATION if a file cannot be read */
    List<OpenPGPCertificate> read(List<Path> files) throws ImageException {
        List<OpenPGPCertificate> keys = new ArrayList<>();
        for (Path file : files) {
            keys.addAll(read(file));
        }
        return keys;
    }

    private List<OpenPGPCertificate> read(Path file) throws ImageException {
        byte[] bytes = bytes(file);
        OpenPGPKeyReader reader = new OpenPGPKeyReader(openPgp);
        List<OpenPGPCertificate> keys = new ArrayList<>();
        try {
            for (byte[] block : blocks(bytes)) {
                keys.addAll(reader.parseCertificates(block));
            }
        } catch (IOException | RuntimeException e) { // the library throws either if it cannot parse the input
            throw invalid(file, "contains something that is not an OpenPGP public key", e);
        }
        if (keys.isEmpty()) {
            throw invalid(file, "contains no OpenPGP public key", null);
        }
        return keys;
    }

    private static byte[] bytes(Path file) throws ImageException {
        try {
            return TrustedFile.bytes(file, MAX_BYTES);
        } catch (IOException e) {
            throw invalid(file, "cannot be read (" + ImageException.reason(e) + ")", e);
        }
    }

    private static List<byte[]> blocks(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.contains(ARMOR)) {
            return List.of(bytes);
        }
        List<byte[]> blocks = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int next = text.indexOf(BEGIN, begin + 1);
            String block = text.substring(begin, next < 0 ? text.length() : next);
            blocks.add(block.getBytes(StandardCharsets.ISO_8859_1));
            begin = next;
        }
        return blocks;
    }

    private static ImageException invalid(Path file, String fact, @Nullable Exception cause) {
        String message = OpenPgpSettings.KEY_FILES + " names " + file + ", which " + fact;
        return cause == null
                ? new ImageException(ErrorCode.INVALID_CONFIGURATION, message)
                : new ImageException(ErrorCode.INVALID_CONFIGURATION, message, cause);
    }
}
