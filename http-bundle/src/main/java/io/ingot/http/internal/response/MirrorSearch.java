// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.response;

import io.ingot.httpclient.HttpClient;
import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.util.Set;

/**
 * Sends requests to redirectors of mirrors. If the chosen mirror does not have the image, the redirector is asked once
 * more.
 */
public final class MirrorSearch {
    private static final Set<Integer> ABSENT = Set.of(404, 410);

    private MirrorSearch() {}

    /** Returns the response; the second one if the first was redirected and is 404 or 410. */
    public static HttpResponse send(HttpClient http, HttpRequest request, Call call) throws ImageException {
        HttpResponse response = http.send(request, call);
        if (response.finalReference().equals(request.target()) || !ABSENT.contains(response.status())) {
            return response;
        }
        response.close();
        return http.send(request, call);
    }
}
