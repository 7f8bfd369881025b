// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

/**
 * Why something failed: stable, for scripts and callers. Messages are for people; codes are what programs branch on.
 * Branch with a default: constants are added in minor versions.
 */
public enum ErrorCode {
    /** A defect of Ingot or of a plugin; the log has the trace. */
    INTERNAL(1, false),
    /** The command line is wrong. */
    USAGE(2, false),
    /** The text is no reference: malformed, or scheme-less and not a UUID. */
    INVALID_REFERENCE(10, false),
    /** No image service for the scheme is installed. */
    UNSUPPORTED_SCHEME(11, false),
    /** The image is not there, or hidden from this caller. */
    NOT_FOUND(12, false),
    /** Credentials are missing or refused, or give no access to the image. */
    NOT_AUTHORIZED(13, false),
    /** The image is there and cannot be used: inactive, empty, a listing, of a wrong or unsafe format. */
    UNACCEPTABLE(14, false),
    /** The operator's policy forbids it; the message names the rule and the property that would allow it. */
    REFUSED_BY_POLICY(15, false),
    /** The network or the server failed. */
    TRANSFER_FAILED(16, true),
    /** The bytes are not the expected ones. */
    CHECKSUM_MISMATCH(17, false),
    /** There is no room for the image. */
    INSUFFICIENT_SPACE(18, true),
    /** What was said about the image lacks what is needed, or contradicts itself; a malformed checksum, for example. */
    INVALID_METADATA(19, false),
    /** The time allowed has passed. */
    TIMED_OUT(20, true),
    /** A local file or folder cannot be read or written. */
    LOCAL_IO(21, true),
    /** A property, PID or file of the configuration is wrong or unknown. */
    INVALID_CONFIGURATION(22, false),
    /** Held content was found damaged. */
    STORE_DAMAGED(23, false),
    /** The peer's TLS identity does not verify. */
    UNTRUSTED(24, false),
    /** The caller ended it. */
    CANCELLED(130, false),
    /** The origin has another version now than the one asked for. Handled by the engine; callers never see it. */
    CHANGED(16, true),
    /** The image service is leaving. Handled by the door and the engine; callers never see it. */
    UNAVAILABLE(16, true);

    private final int exitStatus;
    private final boolean retryable;

    ErrorCode(int exitStatus, boolean retryable) {
        this.exitStatus = exitStatus;
        this.retryable = retryable;
    }

    /** The exit status of a process that ends with this error, 1 to 255. */
    public int exitStatus() {
        return exitStatus;
    }

    /** Whether such an error may pass by itself, unless the exception says otherwise. */
    public boolean retryable() {
        return retryable;
    }
}
