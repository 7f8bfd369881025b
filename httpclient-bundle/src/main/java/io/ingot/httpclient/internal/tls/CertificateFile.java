// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.tls;

import io.ingot.common.file.TrustedFile;
import io.ingot.image.ImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;

/** Reads a file of concatenated PEM certificates. */
final class CertificateFile {
    private static final int MAX_BYTES = 16 << 20;

    private CertificateFile() {}

    /** Reads the certificates into a store of trusted ones. */
    static KeyStore read(Path file) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(TrustedFile.bytes(file, MAX_BYTES)));
        int number = 0;
        for (Certificate certificate : certificates) {
            trusted.setCertificateEntry("ca-" + number++, certificate);
        }
        if (number == 0) {
            throw new CertificateException("the file has no certificate");
        }
        return trusted;
    }

    /** Returns the reason of a failure, without repeating the path. */
    static String reason(Exception e) {
        return e instanceof IOException local ? ImageException.reason(local) : String.valueOf(e.getMessage());
    }
}
