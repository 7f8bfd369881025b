// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.settings;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The proxy.
 *
 * @param host its name or address, without brackets
 * @param port its port
 * @param direct hosts asked without it, lower case; those that begin with a dot are domains
 * @param user for Basic authentication
 * @param passwordFile the file whose first line is the user's password; present if the user is
 */
public record ProxySettings(
        String host, int port, List<String> direct, Optional<String> user, Optional<Path> passwordFile) {
    private static final String EXPECTED = "http://HOST:PORT";

    static Optional<ProxySettings> of(HttpClientConfig config) {
        Optional<String> user = Optional.of(config.proxyUser()).filter(name -> !name.isEmpty());
        Optional<Path> passwordFile = TlsSettings.path("proxyPasswordFile", config.proxyPasswordFile());
        if (user.isPresent() != passwordFile.isPresent()) {
            throw HttpClientSettings.refused(
                    user.isPresent() ? "proxyPasswordFile" : "proxyUser", "", "set, since its counterpart is");
        }
        if (user.filter(name -> name.indexOf(':') >= 0).isPresent()) {
            throw HttpClientSettings.refused("proxyUser", config.proxyUser(), "a name without a colon");
        }
        if (config.proxy().isBlank()) {
            return Optional.empty();
        }
        ImageReference url = url(config.proxy().strip());
        List<String> direct = HttpClientSettings.list(config.noProxy()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        return Optional.of(
                new ProxySettings(bare(url.host().orElseThrow()), url.port().getAsInt(), direct, user, passwordFile));
    }

    /** Whether a host, lower case and without brackets, is asked through the proxy. */
    public boolean covers(String target) {
        return direct.stream()
                .noneMatch(name -> name.startsWith(".")
                        ? target.endsWith(name) || target.equals(name.substring(1))
                        : target.equals(name));
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

    /** Without the value: it may hold a password. */
    private static IllegalArgumentException refused() {
        return new IllegalArgumentException(HttpClientSettings.PID + "/proxy must be " + EXPECTED
                + " and nothing more; user and password go to proxyUser and proxyPasswordFile");
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
