// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.answer;

import io.ingot.httpclient.HttpClient;
import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import java.util.Set;

/** Asks a redirector of mirrors: where the mirror that it chose does not have the image, it is asked once more. */
public final class MirrorSearch {
    private static final Set<Integer> ABSENT = Set.of(404, 410);

    private MirrorSearch() {}

    /** The answer to a request; the second one if the first was redirected to where nothing is. */
    public static HttpResponse send(HttpClient http, HttpRequest ask, Call call) throws ImageException {
        HttpResponse answer = http.send(ask, call);
        if (answer.at().equals(ask.target()) || !ABSENT.contains(answer.status())) {
            return answer;
        }
        answer.close();
        return http.send(ask, call);
    }
}
