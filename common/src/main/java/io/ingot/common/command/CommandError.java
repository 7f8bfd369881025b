// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.command;

import io.ingot.image.ErrorCode;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The codes of failed commands, with their exit statuses: those of {@link ErrorCode}, and USAGE. Scripts rely on them.
 */
public enum CommandError {
    /** See {@link ErrorCode#INTERNAL}. */
    INTERNAL(1, "a defect; the log has the trace"),
    /** The command line is wrong. */
    USAGE(2, "the command line is wrong"),
    /** See {@link ErrorCode#INVALID_REFERENCE}. */
    INVALID_REFERENCE(10, "the reference is malformed"),
    /** See {@link ErrorCode#UNSUPPORTED_SCHEME}. */
    UNSUPPORTED_SCHEME(11, "no image service for the scheme is installed"),
    /** See {@link ErrorCode#NOT_FOUND}. */
    NOT_FOUND(12, "the image does not exist"),
    /** See {@link ErrorCode#NOT_AUTHORIZED}. */
    NOT_AUTHORIZED(13, "credentials are missing or refused"),
    /** See {@link ErrorCode#UNACCEPTABLE}. */
    UNACCEPTABLE(14, "the image exists and is not usable"),
    /** See {@link ErrorCode#REFUSED_BY_POLICY}. */
    REFUSED_BY_POLICY(15, "the operator's policy forbids it"),
    /** See {@link ErrorCode#TRANSFER_FAILED}. */
    TRANSFER_FAILED(16, "the network or the server failed, after the retries"),
    /** See {@link ErrorCode#CHECKSUM_MISMATCH}. */
    CHECKSUM_MISMATCH(17, "the bytes are not the expected ones"),
    /** See {@link ErrorCode#INSUFFICIENT_SPACE}. */
    INSUFFICIENT_SPACE(18, "not enough space for the image"),
    /** See {@link ErrorCode#INVALID_METADATA}. */
    INVALID_METADATA(19, "instance_info or a checksum is incomplete or contradictory"),
    /** See {@link ErrorCode#TIMED_OUT}. */
    TIMED_OUT(20, "--timeout was reached"),
    /** See {@link ErrorCode#LOCAL_IO}. */
    LOCAL_IO(21, "a local file or folder cannot be read or written"),
    /** See {@link ErrorCode#INVALID_CONFIGURATION}. */
    INVALID_CONFIGURATION(22, "a configuration property, PID or file is wrong or unknown"),
    /** See {@link ErrorCode#STORE_DAMAGED}. */
    STORE_DAMAGED(23, "\"store verify\" found damage, and dropped it"),
    /** See {@link ErrorCode#UNTRUSTED}. */
    UNTRUSTED(24, "TLS or a signature does not verify"),
    /** See {@link ErrorCode#UNAVAILABLE}. */
    UNAVAILABLE(25, "a service or bundle that is needed is not running now"),
    /** See {@link ErrorCode#UNSAFE}. */
    UNSAFE(26, "the image's format is unsafe or not permitted"),
    /** See {@link ErrorCode#CANCELLED}. */
    CANCELLED(130, "interrupted (SIGTERM: 143)");

    private static final Map<String, CommandError> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(CommandError::name, Function.identity()));

    private final int exitStatus;
    private final String meaning;

    CommandError(int exitStatus, String meaning) {
        this.exitStatus = exitStatus;
        this.meaning = meaning;
    }

    /** Returns the constant of a code; INTERNAL for a code of a later version of the API. */
    public static CommandError of(ErrorCode code) {
        return BY_NAME.getOrDefault(code.name(), INTERNAL);
    }

    /** Returns the exit status of the process, 1 to 255. */
    public int exitStatus() {
        return exitStatus;
    }

    /** Returns a short description for the help. */
    public String meaning() {
        return meaning;
    }
}
