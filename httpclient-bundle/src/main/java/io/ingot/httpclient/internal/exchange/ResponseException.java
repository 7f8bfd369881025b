// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.image.ErrorCode;
import java.io.IOException;

/** An answer that came and cannot be used. Its message is a sentence that shows nothing of what the server sent. */
final class ResponseException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final boolean lasting;

    private ResponseException(ErrorCode code, String message, boolean lasting) {
        super(message);
        this.code = code;
        this.lasting = lasting;
    }

    /** An answer that no server may give: it will give it again. */
    static ResponseException invalid(String message) {
        return new ResponseException(ErrorCode.TRANSFER_FAILED, message, true);
    }

    /** An answer that declares more bytes than can be stored. */
    static ResponseException tooLarge(String message) {
        return new ResponseException(ErrorCode.INSUFFICIENT_SPACE, message, true);
    }

    /** An answer that ended too early: the next one may be whole. */
    static ResponseException cut(String message) {
        return new ResponseException(ErrorCode.TRANSFER_FAILED, message, false);
    }

    /** What it means for the asker. */
    ErrorCode code() {
        return code;
    }

    /** Whether the same request would fail again. */
    boolean lasting() {
        return lasting;
    }
}
