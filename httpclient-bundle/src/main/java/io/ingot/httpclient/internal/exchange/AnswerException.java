// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import java.io.IOException;

/** An answer that came and cannot be used. Its message is a sentence that shows nothing of what the server sent. */
final class AnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    private AnswerException(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    /** An answer that no server may give: it will give it again. */
    static AnswerException invalid(String message) {
        return new AnswerException(message, true);
    }

    /** An answer that ended too early: the next one may be whole. */
    static AnswerException cut(String message) {
        return new AnswerException(message, false);
    }

    /** Whether the same request would fail again. */
    boolean lasting() {
        return lasting;
    }
}
