// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.auth;

import java.util.List;
import java.util.Set;

/** Why a proxy answered 407, and what to do. */
public final class ProxyRefusal {
    private ProxyRefusal() {}

    /**
     * The reason, as the end of a message.
     *
     * @param challenges the {@code Proxy-Authenticate} headers
     * @param source what says how to authenticate
     */
    public static String reason(List<String> challenges, String source) {
        return Challenges.unsupported(challenges, Set.of("Basic"))
                .map(schemes -> ": the proxy asks for " + schemes
                        + ", which is not supported; let it accept Basic, or use another proxy")
                .orElse(": the proxy wants a user and a password, or refuses these; set " + source);
    }
}
