// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;

/** A file of PEM certificates, one after the other. */
final class CertificateFile {
    private static final int MAX_BYTES = 16 << 20;

    private CertificateFile() {}

    /** Reads them into a store of trusted certificates. */
    static KeyStore read(Path file) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        Collection<? extends Certificate> certificates =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes(file)));
        int number = 0;
        for (Certificate certificate : certificates) {
            trusted.setCertificateEntry("ca-" + number++, certificate);
        }
        if (number == 0) {
            throw new CertificateException("no certificate in it");
        }
        return trusted;
    }

    private static byte[] bytes(Path file) throws IOException, CertificateException {
        try (InputStream pem = Files.newInputStream(file)) {
            byte[] bytes = pem.readNBytes(MAX_BYTES + 1); // the size that a device or a pipe tells is no bound
            if (bytes.length > MAX_BYTES) {
                throw new CertificateException("more than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }

    /** Why it could not be read, without repeating its path. */
    static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return String.valueOf(e.getMessage());
    }
}
