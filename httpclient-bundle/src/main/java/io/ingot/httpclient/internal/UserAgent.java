// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The value of {@code User-Agent}, for example {@code ingot/1.0.0}. The build writes the version into a resource. */
final class UserAgent {
    private UserAgent() {}

    static String text() {
        try (InputStream version = UserAgent.class.getResourceAsStream("version.txt")) {
            return version == null
                    ? "ingot"
                    : "ingot/" + new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalStateException("this bundle's own version cannot be read", e);
        }
    }
}
