// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.tls;

import io.ingot.httpclient.internal.settings.HttpClientSettings;
import io.ingot.httpclient.internal.settings.TlsSettings;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Starts TLS on connections. Certificates are read when they are first needed; if that fails, the next connection tries
 * again. Safe for concurrent use.
 */
public final class TlsLayer implements TlsSocketStrategy {
    private final TlsSettings settings;
    private @Nullable TlsSocketStrategy strategy; // guarded by this

    public TlsLayer(TlsSettings settings) {
        this.settings = settings;
    }

    @Override
    public SSLSocket upgrade(
            Socket socket, String target, int port, @Nullable Object attachment, @Nullable HttpContext context)
            throws IOException {
        return strategy().upgrade(socket, target, port, attachment, context);
    }

    private synchronized TlsSocketStrategy strategy() throws ImageException {
        if (strategy == null) {
            boolean insecure = settings.insecure();
            strategy = new DefaultClientTlsStrategy(
                    context(),
                    settings.versions().toArray(new String[0]),
                    settings.ciphers().isEmpty() ? null : settings.ciphers().toArray(new String[0]),
                    SSLBufferMode.STATIC,
                    insecure ? HostnameVerificationPolicy.CLIENT : HostnameVerificationPolicy.BUILTIN,
                    insecure ? NoopHostnameVerifier.INSTANCE : null);
        }
        return strategy;
    }

    private SSLContext context() throws ImageException {
        Path caFile = settings.caFile().orElse(null);
        try {
            SSLContextBuilder context = SSLContextBuilder.create();
            if (settings.insecure()) {
                context.loadTrustMaterial(TrustAllStrategy.INSTANCE);
            } else if (caFile != null) {
                context.loadTrustMaterial(CertificateFile.read(caFile), null);
            }
            return context.build();
        } catch (IOException | GeneralSecurityException e) {
            throw new ImageException(
                    ErrorCode.INVALID_CONFIGURATION,
                    caFile == null
                            ? "the JDK's trusted certificates cannot be read: " + e.getMessage()
                            : HttpClientSettings.PID + "/caFile: cannot read PEM certificates from " + caFile + ": "
                                    + CertificateFile.reason(e),
                    e);
        }
    }
}
