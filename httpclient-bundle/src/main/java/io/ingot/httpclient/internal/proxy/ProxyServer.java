// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.proxy;

import java.util.Optional;

/**
 * A proxy that is reached by plain HTTP.
 *
 * @param host its name or address, without brackets
 * @param login how to authenticate there by Basic
 * @param source the property or variable that names it, for messages
 * @param loginSource the properties or the variable that say how to authenticate
 */
public record ProxyServer(String host, int port, Optional<ProxyLogin> login, String source, String loginSource) {
    /** Its URL, without user and password. */
    public String url() {
        return "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
