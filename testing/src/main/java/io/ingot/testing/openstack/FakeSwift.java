// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.openstack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.ingot.image.ImageReference;
import io.ingot.testing.http.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A fake Swift with the middlewares tempurl and keystoneauth: {@code /info} below any prefix, the account's key for requests
 * with the right token, and objects for signed requests. It listens on 127.0.0.1, and records its requests.
 */
public final class FakeSwift implements AutoCloseable {
    /** A part of the {@code /info} of Swift 2.30. */
    public static final String INFO = """
            {"swift": {"version": "2.30.1"},
             "tempurl": {"methods": ["GET", "HEAD"], "allowed_digests": ["sha1", "sha256", "sha512"]}}
            """;

    private static final String KEY_HEADER = "X-Account-Meta-Temp-URL-Key";

    private final InstantSource clock;
    private final String token;
    private final LoopbackServer server;
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Map<String, String> accountHeaders = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int infoStatus = 200;
    private volatile String info = INFO;
    private volatile int accountStatus = 204;

    /**
     * Starts a server whose account has a key.
     *
     * @param token the token that may read the account
     */
    public FakeSwift(InstantSource clock, String key, String token) throws IOException {
        this.clock = clock;
        this.token = token;
        accountHeaders.put(KEY_HEADER, key);
        server = new LoopbackServer(this::answer);
    }

    /** Its URL, without a path. */
    public String url() {
        return server.url();
    }

    /** Sets the response to {@code /info}. */
    public FakeSwift info(int status, String body) {
        infoStatus = status;
        info = body;
        return this;
    }

    /** Sets the response to requests for the account with the right token. */
    public FakeSwift account(int status, Map<String, String> headers) {
        accountStatus = status;
        accountHeaders.clear();
        accountHeaders.putAll(headers);
        return this;
    }

    public FakeSwift object(String path, String content) {
        objects.put(path, content.getBytes(UTF_8));
        return this;
    }

    /** Method and decoded path of each request, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Gets a URL anonymously; returns the content, or the status if it is not 200. */
    public static String read(ImageReference url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url.exact()).toURL().openConnection();
        int status = connection.getResponseCode();
        return status == 200 ? new String(connection.getInputStream().readAllBytes(), UTF_8) : "" + status;
    }

    @Override
    public void close() {
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        if (path.endsWith("/info")) {
            send(exchange, infoStatus, info.getBytes(UTF_8));
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            head(exchange);
        } else if (isSigned(exchange, path) && objects.containsKey(path)) {
            send(exchange, 200, objects.get(path));
        } else {
            send(exchange, isSigned(exchange, path) ? 404 : 401, new byte[0]);
        }
    }

    private void head(HttpExchange exchange) throws IOException {
        boolean authorized = token.equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"));
        if (authorized) {
            // The JDK's server sends the characters of a header as bytes.
            accountHeaders.forEach((name, value) ->
                    exchange.getResponseHeaders().add(name, new String(value.getBytes(UTF_8), ISO_8859_1)));
        }
        exchange.sendResponseHeaders(authorized ? accountStatus : 401, -1);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Checks a signature as {@code swift.common.middleware.tempurl} does. */
    private boolean isSigned(HttpExchange exchange, String path) {
        Map<String, String> query = new HashMap<>();
        for (String part : exchange.getRequestURI().getQuery().split("&", -1)) {
            query.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        }
        long expires = Long.parseLong(query.getOrDefault("temp_url_expires", "0"));
        String key = accountHeaders.getOrDefault(KEY_HEADER, "none");
        return expires >= clock.instant().getEpochSecond()
                && matches(query.getOrDefault("temp_url_sig", ""), "GET\n" + expires + "\n" + path, key);
    }

    private static boolean matches(String signature, String text, String key) {
        int colon = signature.indexOf(':');
        String hex = colon < 0
                ? signature
                : HexFormat.of().formatHex(Base64.getUrlDecoder().decode(signature.substring(colon + 1)));
        String algorithm =
                Map.of(40, "HmacSHA1", 64, "HmacSHA256", 128, "HmacSHA512").getOrDefault(hex.length(), "HmacMD5");
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8))).equals(hex);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
