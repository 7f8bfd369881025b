// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

import io.ingot.httpclient.HttpResponse;
import java.io.FilterInputStream;
import java.io.IOException;

/** The body of a response; closing it closes the response. */
final class ResponseBody extends FilterInputStream {
    private final HttpResponse response;

    ResponseBody(HttpResponse response) {
        super(response.body());
        this.response = response;
    }

    @Override
    public void close() throws IOException {
        response.close();
    }
}
