// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A key and a self-signed certificate, made by the JDK's keytool. */
public final class TestCertificates {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path keys;
    private final Path pem;

    /**
     * Generates the key and the certificate.
     *
     * @param names subject alternative names: {@code dns:localhost}
     */
    public TestCertificates(Path folder, String names) throws IOException, InterruptedException {
        keys = folder.resolve("keys.p12");
        pem = folder.resolve("ca.pem");
        keytool("-genkeypair -alias test -keyalg EC -dname CN=test -validity 2 -ext SAN=" + names);
        keytool("-exportcert -alias test -rfc -file " + pem);
    }

    /** The certificate. */
    public Path pem() {
        return pem;
    }

    /** A listener on 127.0.0.1 that supports only this TLS version. */
    public ServerSocket listener(String version) throws IOException, GeneralSecurityException {
        SSLServerSocket listener = (SSLServerSocket) server().getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        listener.setEnabledProtocols(new String[] {version});
        return listener;
    }

    /**
     * A listener whose connections end without the {@code close_notify} of TLS, like truncated connections.
     */
    public ServerSocket cuttingListener(String version) throws IOException, GeneralSecurityException {
        SSLSocketFactory tls = server().getSocketFactory();
        return new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})) {
            @Override
            public Socket accept() throws IOException {
                Socket plain = super.accept();
                SSLSocket socket = (SSLSocket) tls.createSocket(plain, null, plain.getPort(), false);
                socket.setUseClientMode(false);
                socket.setEnabledProtocols(new String[] {version});
                return new TruncatedSocket(socket, plain);
            }
        };
    }

    private SSLContext server() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private void keytool(String arguments) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String common = " -keystore " + keys + " -storetype PKCS12 -storepass " + new String(PASSWORD);
        List<String> command = List.of((tool + " " + arguments + common).split(" "));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
    }

    /** A TLS socket whose close closes only the underlying connection. */
    private static final class TruncatedSocket extends Socket {
        private final SSLSocket tls;
        private final Socket plain;

        TruncatedSocket(SSLSocket tls, Socket plain) {
            this.tls = tls;
            this.plain = plain;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return tls.getInputStream();
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return tls.getOutputStream();
        }

        @Override
        public synchronized void close() throws IOException {
            plain.close();
        }
    }
}
