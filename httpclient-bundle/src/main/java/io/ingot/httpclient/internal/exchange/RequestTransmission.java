// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.message.MessageSupport;

/** Sends a request, and receives the header of its response. */
final class RequestTransmission {
    private static final int MAX_INTERIM = 16;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int FIRST_FINAL = 200;
    private static final int LAST_STATUS = 599;

    private RequestTransmission() {}

    static ClassicHttpResponse transmit(ClassicHttpRequest request, HttpClientConnection connection)
            throws IOException, HttpException {
        connection.sendRequestHeader(request);
        if (request.getEntity() != null) {
            connection.sendRequestEntity(request);
        }
        connection.flush();
        ClassicHttpResponse response = receiveFinalHeader(connection);
        boolean hasBody = MessageSupport.canResponseHaveBody(request.getMethod(), response);
        Framing.normalize(response, hasBody);
        if (hasBody) {
            connection.receiveResponseEntity(response);
        }
        return response;
    }

    /** Skips interim responses (RFC 9110 §15.2), of which there may be a few. */
    private static ClassicHttpResponse receiveFinalHeader(HttpClientConnection connection)
            throws IOException, HttpException {
        for (int interim = 0; interim <= MAX_INTERIM; interim++) {
            ClassicHttpResponse response = connection.receiveResponseHeader();
            int status = response.getCode();
            if (status >= FIRST_FINAL && status <= LAST_STATUS) {
                return response;
            }
            if (status == SWITCHING_PROTOCOLS || status < 100 || status > LAST_STATUS) {
                throw ResponseException.invalid("the answer has the status " + status + ", which no request asked for");
            }
        }
        throw ResponseException.invalid("the answer begins with more than " + MAX_INTERIM + " interim answers");
    }
}
