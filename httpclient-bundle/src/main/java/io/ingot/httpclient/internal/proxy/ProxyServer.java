// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.proxy;

import java.util.Optional;

/**
 * A proxy that is reached by plain HTTP.
 *
 * @param host its name or address, without brackets
 * @param login user and password for Basic authentication there
 * @param source the property or variable that names the proxy, for messages
 * @param loginSource the properties or the variable that name user and password
 */
public record ProxyServer(String host, int port, Optional<ProxyLogin> login, String source, String loginSource) {
    /** Returns its URL, without user and password. */
    public String url() {
        return "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
