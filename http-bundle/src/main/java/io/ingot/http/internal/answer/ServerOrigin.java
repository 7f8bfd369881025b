// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.answer;

import io.ingot.image.ImageReference;

/** Scheme, host and port of a reference, by which credentials and what is remembered of a server are kept. */
public final class ServerOrigin {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private ServerOrigin() {}

    /** One text for one origin. */
    public static String of(ImageReference reference) {
        int ownPort = reference.scheme().equals("https") ? HTTPS_PORT : HTTP_PORT;
        return reference.scheme() + "://" + reference.host().orElse("") + ":"
                + reference.port().orElse(ownPort);
    }
}
