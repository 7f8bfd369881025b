// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.settings;

import io.ingot.common.settings.CommaList;
import io.ingot.httpclient.internal.proxy.DirectHosts;
import io.ingot.httpclient.internal.proxy.ProxyEnvironment;
import io.ingot.httpclient.internal.proxy.ProxyLogin;
import io.ingot.httpclient.internal.proxy.ProxyServer;
import io.ingot.httpclient.internal.redirect.ServerAddress;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The choice of a proxy for an origin.
 *
 * @param configured the proxy for all requests; it takes precedence over the environment
 * @param login for proxies whose URL names no user
 * @param environment the variables to use if no proxy is configured; empty if they are not to be used
 * @param direct the hosts that are reached without a proxy
 */
public record ProxySettings(
        Optional<ProxyServer> configured,
        Optional<ProxyLogin> login,
        ProxyEnvironment environment,
        DirectHosts direct) {
    private static final String EXPECTED = "http://HOST:PORT";
    private static final String LOGIN_SOURCE = HttpClientSettings.PID + "/proxyUser and /proxyPasswordFile";

    static ProxySettings of(HttpClientConfig config, Map<String, String> variables) {
        Optional<ProxyLogin> login = login(config);
        DirectHosts direct =
                DirectHosts.configured(HttpClientSettings.PID + "/noProxy", CommaList.of(config.noProxy()));
        Optional<ProxyServer> configured = Optional.of(config.proxy().strip())
                .filter(text -> !text.isEmpty())
                .map(text -> server(text, login));
        ProxyEnvironment environment =
                new ProxyEnvironment(config.useEnvironment() && configured.isEmpty() ? variables : Map.of());
        return new ProxySettings(
                configured,
                login,
                environment,
                environment.namesProxy() ? direct.withEnvironment(environment) : direct);
    }

    /**
     * Returns the proxy for an origin.
     *
     * @throws ImageException INVALID_CONFIGURATION if the environment names one that cannot be used
     */
    public Optional<ProxyServer> find(ServerAddress origin) throws ImageException {
        if (direct.covers(origin)) {
            return Optional.empty();
        }
        return configured.isPresent() ? configured : environment.proxy(origin.scheme(), login, LOGIN_SOURCE);
    }

    private static Optional<ProxyLogin> login(HttpClientConfig config) {
        Optional<String> user = Optional.of(config.proxyUser()).filter(name -> !name.isEmpty());
        Optional<Path> passwordFile = TlsSettings.path("proxyPasswordFile", config.proxyPasswordFile());
        if (user.isPresent() != passwordFile.isPresent()) {
            throw HttpClientSettings.refused(
                    user.isPresent() ? "proxyPasswordFile" : "proxyUser", "", "set, since its counterpart is");
        }
        if (user.filter(name -> name.indexOf(':') >= 0).isPresent()) {
            throw new IllegalArgumentException(
                    HttpClientSettings.PID + "/proxyUser must be a name without a colon; a password"
                            + " belongs in the file that proxyPasswordFile names");
        }
        return user.map(name ->
                new ProxyLogin.InFile(name, HttpClientSettings.PID + "/proxyPasswordFile", passwordFile.orElseThrow()));
    }

    private static ProxyServer server(String text, Optional<ProxyLogin> login) {
        ImageReference url = url(text);
        String host = url.host().orElseThrow();
        return new ProxyServer(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                url.port().getAsInt(),
                login,
                HttpClientSettings.PID + "/proxy",
                LOGIN_SOURCE);
    }

    private static ImageReference url(String text) {
        try {
            ImageReference url = ImageReference.parse(text);
            boolean bareOrigin = url.path().isEmpty() || url.path().equals("/");
            if (url.scheme().equals("http")
                    && url.host().isPresent()
                    && url.port().orElse(0) > 0
                    && url.userInfo().isEmpty()
                    && url.query().isEmpty()
                    && bareOrigin) {
                return url;
            }
        } catch (ImageException e) {
            throw refused();
        }
        throw refused();
    }

    /** Omits the value, which may hold a password. */
    private static IllegalArgumentException refused() {
        return new IllegalArgumentException(HttpClientSettings.PID + "/proxy must be " + EXPECTED
                + " only; set user and password in proxyUser and proxyPasswordFile");
    }
}
