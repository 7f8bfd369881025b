// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.auth;

import java.util.List;
import java.util.Set;

/** The reason why a proxy answered 407, and the remedy. */
public final class ProxyRefusal {
    private ProxyRefusal() {}

    /**
     * Returns the end of a message.
     *
     * @param challenges the {@code Proxy-Authenticate} headers
     * @param source the setting that names user and password
     */
    public static String reason(List<String> challenges, String source) {
        return Challenges.unsupported(challenges, Set.of("Basic"))
                .map(schemes -> ": the proxy asks for " + schemes
                        + ", which is not supported; let it accept Basic, or use another proxy")
                .orElse(": the proxy requires a user and a password, or rejects those given; set " + source);
    }
}
