// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

/**
 * The stable code of a failure, for programs; messages are for people. A cause has the same code wherever it occurs.
 * Branch with a default: constants are added in minor versions.
 */
public enum ErrorCode {
    /** A defect of Ingot or of a plugin; the log has the trace. */
    INTERNAL(false),
    /** The text is not a reference: it is malformed, or has no scheme and is not a UUID. */
    INVALID_REFERENCE(false),
    /** No image service for the scheme is installed. */
    UNSUPPORTED_SCHEME(false),
    /** The image does not exist, or is hidden from this caller. */
    NOT_FOUND(false),
    /** Credentials are missing or refused, or give no access to the image. */
    NOT_AUTHORIZED(false),
    /** The image exists but cannot be used: it is inactive, empty, a listing, or of a wrong format. */
    UNACCEPTABLE(false),
    /** The operator's policy refuses it; the message names the rule and the property that would allow it. */
    REFUSED_BY_POLICY(false),
    /** The network or the server failed. */
    TRANSFER_FAILED(true),
    /** The checksum of the bytes is not the expected one. */
    CHECKSUM_MISMATCH(false),
    /** There is not enough disk space for the image. */
    INSUFFICIENT_SPACE(true),
    /** The description of the image is incomplete or contradictory: a malformed checksum, for example. */
    INVALID_METADATA(false),
    /** A deadline has passed. */
    TIMED_OUT(true),
    /** A local file or folder cannot be read or written. */
    LOCAL_IO(true),
    /** A configuration property, PID or file is invalid or unknown. */
    INVALID_CONFIGURATION(false),
    /** A stored image is damaged. */
    STORE_DAMAGED(false),
    /** The TLS certificate of the peer, or a signature, could not be verified. */
    UNTRUSTED(false),
    /** A required service or bundle is not running now: it has left, is stopping, or was not started. */
    UNAVAILABLE(true),
    /** The image's format is unsafe or not permitted. Reserved for inspection. */
    UNSAFE(false),
    /** The caller cancelled it. */
    CANCELLED(false);

    private final boolean retryable;

    ErrorCode(boolean retryable) {
        this.retryable = retryable;
    }

    /**
     * Returns whether a retry may succeed with nothing changed, unless {@link ImageException#retryable} says otherwise.
     */
    public boolean retryable() {
        return retryable;
    }
}
