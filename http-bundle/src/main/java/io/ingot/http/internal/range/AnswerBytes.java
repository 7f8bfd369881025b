// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.range;

import io.ingot.httpclient.HttpResponse;
import java.io.FilterInputStream;
import java.io.IOException;

/** The body of an answer, which is closed with it. */
final class AnswerBytes extends FilterInputStream {
    private final HttpResponse answer;

    AnswerBytes(HttpResponse answer) {
        super(answer.body());
        this.answer = answer;
    }

    @Override
    public void close() throws IOException {
        answer.close();
    }
}
