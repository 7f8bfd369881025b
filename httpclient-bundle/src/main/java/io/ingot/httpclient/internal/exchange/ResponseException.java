// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.image.ErrorCode;
import java.io.IOException;

/** A response that is not usable. The message is a sentence that shows nothing of the server's text. */
final class ResponseException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final boolean isPermanent;

    private ResponseException(ErrorCode code, String message, boolean lasting) {
        super(message);
        this.code = code;
        this.isPermanent = lasting;
    }

    /** Returns the failure for a response that violates the protocol, as the next one will. */
    static ResponseException invalid(String message) {
        return new ResponseException(ErrorCode.TRANSFER_FAILED, message, true);
    }

    /** Returns the failure for a response that declares more bytes than can be stored. */
    static ResponseException tooLarge(String message) {
        return new ResponseException(ErrorCode.INSUFFICIENT_SPACE, message, true);
    }

    /** Returns the failure for a response that ended too early; the next one may be complete. */
    static ResponseException truncated(String message) {
        return new ResponseException(ErrorCode.TRANSFER_FAILED, message, false);
    }

    /** Returns the error code of the failure. */
    ErrorCode code() {
        return code;
    }

    /** Returns whether the same request would fail again. */
    boolean isPermanent() {
        return isPermanent;
    }
}
