// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.httpclient.HttpAnswer;
import io.ingot.httpclient.HttpAsk;
import io.ingot.httpclient.HttpExchanges;
import io.ingot.image.Call;
import io.ingot.image.ImageException;

/**
 * Asks for one byte. Glance lets a project's reader see an image that only a member may download, so the metadata alone
 * do not tell whether a caller may have the bytes.
 */
final class DownloadProbe {
    private DownloadProbe() {}

    /**
     * Asks by the request for the whole file.
     *
     * @throws ImageException NOT_AUTHORIZED or NOT_FOUND if this caller may not have the bytes, or what else failed
     */
    static void check(HttpExchanges http, String id, HttpAsk file, Call call) throws ImageException {
        HttpAsk ask = file.header("Range", "bytes=0-0");
        try (HttpAnswer answer = http.send(ask, call)) {
            boolean mayHaveIt = switch (answer.status()) {
                case 200, 206 -> true;
                // Glance with a Swift store refuses every range, after it has looked at the caller's rights.
                case 400, 416 -> true;
                default -> false;
            };
            if (!mayHaveIt) {
                throw GlanceFailure.of(answer, id);
            }
        }
    }
}
