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
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.ssl.TlsCiphers;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Starts TLS on connections. Certificates are read when they are first needed; if that fails, the next connection tries
 * again. Safe for concurrent use.
 */
public final class TlsLayer implements TlsSocketStrategy {
    private final TlsSettings settings;
    private final Sockets sockets;
    private @Nullable SSLContext trusting; // guarded by this

    /** Makes the sockets of TLS. */
    @FunctionalInterface
    public interface Sockets {
        /** Layers an engine, which is configured and not started, over a connected socket. */
        SSLSocket layer(Socket connected, SSLEngine engine);
    }

    /** Creates a layer. Reads no file. */
    public TlsLayer(TlsSettings settings, Sockets sockets) {
        this.settings = settings;
        this.sockets = sockets;
    }

    @Override
    public SSLSocket upgrade(
            Socket socket, String target, int port, @Nullable Object attachment, @Nullable HttpContext context)
            throws IOException {
        SSLEngine engine = trusting().createSSLEngine(target, port);
        engine.setUseClientMode(true);
        engine.setSSLParameters(parameters(engine));
        SSLSocket tls = sockets.layer(socket, engine);
        boolean established = false;
        try {
            tls.startHandshake();
            established = true;
            return tls;
        } finally {
            if (!established) {
                Closer.closeQuietly(tls);
            }
        }
    }

    /** Returns the parameters of an engine, which verifies the host itself (RFC 9110 §4.3.4). */
    private SSLParameters parameters(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(settings.versions().toArray(new String[0]));
        parameters.setCipherSuites(
                settings.ciphers().isEmpty()
                        ? TlsCiphers.excludeWeak(parameters.getCipherSuites())
                        : settings.ciphers().toArray(new String[0]));
        if (!settings.insecure()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        return parameters;
    }

    private synchronized SSLContext trusting() throws ImageException {
        if (trusting == null) {
            trusting = context();
        }
        return trusting;
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
