// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.settings;

import io.ingot.common.settings.CommaList;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * The settings of TLS.
 *
 * @param caFile PEM certificates of the authorities to trust; absent for those of the JDK
 * @param insecure whether any certificate is accepted
 * @param versions the versions offered, by their JDK names, newest last
 * @param ciphers the cipher suites offered; empty for the JDK's choice without the weak ones
 */
public record TlsSettings(Optional<Path> caFile, boolean insecure, List<String> versions, List<String> ciphers) {
    private static final List<String> VERSIONS = List.of("TLSv1.2", "TLSv1.3");

    static TlsSettings of(HttpClientConfig config) {
        SSLParameters platform = platform();
        List<String> ciphers = CommaList.of(config.tlsCiphers());
        List<String> known = List.of(platform.getCipherSuites());
        for (String cipher : ciphers) {
            if (!known.contains(cipher)) {
                throw HttpClientSettings.refused("tlsCiphers", cipher, "cipher suites that this JDK has");
            }
        }
        return new TlsSettings(
                path("caFile", config.caFile()),
                config.insecure(),
                versionsFrom(config.tlsMinimumVersion().strip(), List.of(platform.getProtocols())),
                ciphers);
    }

    static Optional<Path> path(String property, String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(text.strip()));
        } catch (InvalidPathException e) {
            throw HttpClientSettings.refused(property, text, "a path");
        }
    }

    private static List<String> versionsFrom(String minimum, List<String> platform) {
        List<String> offered = VERSIONS.stream().filter(platform::contains).toList();
        int from = offered.indexOf(minimum.startsWith("TLSv") ? minimum : "TLSv" + minimum);
        if (from < 0) {
            throw HttpClientSettings.refused(
                    "tlsMinimumVersion", minimum, "a version that this JDK has, of " + offered);
        }
        return offered.subList(from, offered.size());
    }

    /** Returns the versions and ciphers of this JDK, without loading its certificates. */
    private static SSLParameters platform() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context.getSupportedSSLParameters();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }
}
