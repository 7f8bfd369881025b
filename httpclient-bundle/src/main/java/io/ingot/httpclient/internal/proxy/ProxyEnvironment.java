// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.proxy;

import io.ingot.common.text.PercentEncoding;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that environment variables name, with the rules of curl: {@code http_proxy} in lower case only, since a
 * web server passes the request header {@code Proxy} to its child processes as {@code HTTP_PROXY}; {@code https_proxy};
 * {@code all_proxy} for schemes without a variable of their own; {@code no_proxy}. An empty variable means no proxy.
 */
public final class ProxyEnvironment {
    private static final int DEFAULT_PORT = 80;
    private static final List<String> DIRECT = List.of("no_proxy", "NO_PROXY");
    private static final Map<String, List<String>> BY_SCHEME = Map.of(
            "http", List.of("http_proxy", "all_proxy", "ALL_PROXY"),
            "https", List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"));

    private final Map<String, String> variables;

    /** Creates an environment; nothing is parsed yet. */
    public ProxyEnvironment(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Returns whether the environment names any proxy. */
    public boolean namesProxy() {
        return BY_SCHEME.values().stream().anyMatch(names -> variable(names).isPresent());
    }

    /**
     * Returns the proxy for a scheme.
     *
     * @param login for a proxy whose URL names no user
     * @throws ImageException INVALID_CONFIGURATION, naming the variable, if its value is not usable
     */
    public Optional<ProxyServer> proxy(String scheme, Optional<ProxyLogin> login, String loginSource)
            throws ImageException {
        Optional<String> name = variable(BY_SCHEME.getOrDefault(scheme, List.of()));
        return name.isEmpty() ? Optional.empty() : Optional.of(read(name.get(), login, loginSource));
    }

    /** Returns the variable that lists the hosts to reach directly, if it is set. */
    public Optional<String> directVariable() {
        return variable(DIRECT);
    }

    /** Returns the elements of {@link #directVariable}, without blanks around them. */
    public List<String> directHosts() {
        return directVariable().map(name -> value(name).split("[,\\s]+", -1)).stream()
                .flatMap(Arrays::stream)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** Returns the first variable that is set, unless it is empty. */
    private Optional<String> variable(List<String> names) {
        return names.stream()
                .filter(variables::containsKey)
                .findFirst()
                .filter(name -> !value(name).isEmpty());
    }

    private String value(String name) {
        return variables.getOrDefault(name, "").strip();
    }

    private ProxyServer read(String variable, Optional<ProxyLogin> login, String loginSource) throws ImageException {
        String value = value(variable);
        ImageReference url;
        Optional<ProxyLogin> own;
        try {
            url = ImageReference.parse(value.contains("://") ? value : "http://" + value);
            own = url.userInfo().map(ProxyEnvironment::login);
        } catch (ImageException | IllegalArgumentException e) {
            throw refused(variable, "");
        }
        if (!url.scheme().equals("http")) {
            throw refused(variable, "; proxies with the scheme " + url.scheme() + " are not supported");
        }
        String host = url.host().orElseThrow(() -> refused(variable, ""));
        boolean more =
                url.path().length() > 1 || url.query().isPresent() || url.port().orElse(DEFAULT_PORT) == 0;
        if (more) {
            throw refused(variable, "");
        }
        return new ProxyServer(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                url.port().orElse(DEFAULT_PORT),
                own.or(() -> login),
                "the environment variable " + variable,
                own.isPresent() ? "the environment variable " + variable : loginSource);
    }

    private static ProxyLogin login(Secret userInfo) {
        String[] parts = userInfo.reveal().split(":", 2);
        String user = decode(parts[0]);
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a user with a colon");
        }
        return new ProxyLogin.Given(user, Secret.of(parts.length < 2 ? "" : decode(parts[1])));
    }

    private static String decode(String text) {
        return PercentEncoding.decode(text)
                .orElseThrow(() -> new IllegalArgumentException("not percent-encoded UTF-8"));
    }

    /** Omits the value, which may hold a password. */
    private static ImageException refused(String variable, String why) {
        return new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                "the environment variable " + variable + " must be http://HOST:PORT or http://USER:PASSWORD@HOST:PORT"
                        + why + "; correct or unset it, or set io.ingot.httpclient/proxy, which takes precedence");
    }
}
