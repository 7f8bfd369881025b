// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

/**
 * Why something failed: stable, for scripts and callers. Messages are for people; codes are what programs branch on.
 * One cause has one code, whoever reports it. Branch with a default: constants are added in minor versions.
 */
public enum ErrorCode {
    /** A defect of Ingot or of a plugin; the log has the trace. */
    INTERNAL(false),
    /** The text is not a reference: malformed, or scheme-less and not a UUID. */
    INVALID_REFERENCE(false),
    /** No image service for the scheme is installed. */
    UNSUPPORTED_SCHEME(false),
    /** The image does not exist, or is hidden from this caller. */
    NOT_FOUND(false),
    /** Credentials are missing or refused, or give no access to the image. */
    NOT_AUTHORIZED(false),
    /** The image exists and cannot be used: inactive, empty, a listing, or of a wrong format. */
    UNACCEPTABLE(false),
    /** The operator's policy forbids it; the message names the rule and the property that would allow it. */
    REFUSED_BY_POLICY(false),
    /** The network or the server failed. */
    TRANSFER_FAILED(true),
    /** The bytes are not the expected ones. */
    CHECKSUM_MISMATCH(false),
    /** There is no room for the image. */
    INSUFFICIENT_SPACE(true),
    /** What was said about the image lacks what is needed, or contradicts itself; a malformed checksum, for example. */
    INVALID_METADATA(false),
    /** The time allowed has passed. */
    TIMED_OUT(true),
    /** A local file or folder cannot be read or written. */
    LOCAL_IO(true),
    /** A property, PID or file of the configuration is wrong or unknown. */
    INVALID_CONFIGURATION(false),
    /** Stored content was found damaged. */
    STORE_DAMAGED(false),
    /** The peer's TLS identity does not verify. */
    UNTRUSTED(false),
    /** A service or bundle that is needed is not running now: it has left, is stopping, or was not started. */
    UNAVAILABLE(true),
    /** The image's format is unsafe or not permitted. Reserved for inspection. */
    UNSAFE(false),
    /** The caller ended it. */
    CANCELLED(false);

    private final boolean retryable;

    ErrorCode(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether such an error may pass by itself, unless the exception says otherwise. */
    public boolean retryable() {
        return retryable;
    }
}
