// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one checked exception of the API. Its {@linkplain #code() code} is for programs; its message states subject, fact
 * and remedy, for people, and holds no secret.
 *
 * <p>It is an {@link IOException} so that a stream can throw it. A {@code catch (IOException e)} therefore goes through
 * {@link #from}, which keeps a code that is already there.
 */
public final class ImageException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final boolean retryable;
    private final transient @Nullable Duration retryAfter;
    private final transient List<String> details;
    private final @Nullable String subject;

    /** An error as {@linkplain ErrorCode#retryable() retryable} as its code. */
    public ImageException(ErrorCode code, String message) {
        this(code, message, null, code.retryable(), null, List.of(), null);
    }

    /** An error as {@linkplain ErrorCode#retryable() retryable} as its code, with its cause. */
    public ImageException(ErrorCode code, String message, Throwable cause) {
        this(code, message, cause, code.retryable(), null, List.of(), null);
    }

    private ImageException(
            ErrorCode code,
            String message,
            @Nullable Throwable cause,
            boolean retryable,
            @Nullable Duration retryAfter,
            List<String> details,
            @Nullable String subject) {
        super(message, cause);
        this.code = Objects.requireNonNull(code);
        this.retryable = retryable;
        this.retryAfter = retryAfter;
        this.details = List.copyOf(details);
        this.subject = subject;
    }

    /**
     * The {@code ImageException} that {@code e} is or has among its causes; else a TRANSFER_FAILED.
     *
     * @param doing what failed, for the message: {@code "reading http://mirror/a.qcow2"}
     */
    public static ImageException from(IOException e, String doing) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < 16; depth++, cause = cause.getCause()) {
            if (cause instanceof ImageException known) {
                return known;
            }
        }
        return new ImageException(ErrorCode.TRANSFER_FAILED, doing + " failed: " + reason(e), e);
    }

    /**
     * Why an operation failed, in words for a message: {@code no such file or directory}. Without the path that the message
     * of a {@link java.nio.file.FileSystemException} begins with, since the caller's message names it.
     */
    public static String reason(IOException e) {
        return FailureReason.of(e);
    }

    /** The same error, said not to pass by itself: nothing repeats what caused it. */
    public ImageException nonRetryable() {
        return copy(getCause(), false, null, details, subject);
    }

    /** The same error, with the pause that the server asked for before another try; one that is over is zero. */
    public ImageException after(Duration pause) {
        return copy(getCause(), true, pause.isNegative() ? Duration.ZERO : pause, details, subject);
    }

    /** The same error with further lines for people, one fact each. */
    public ImageException withDetails(List<String> lines) {
        return copy(getCause(), retryable, retryAfter, lines, subject);
    }

    /** The same error with another message: one that also says how the caller came there, for example. */
    public ImageException withMessage(String text) {
        return new ImageException(code, text, getCause(), retryable, retryAfter, details, subject);
    }

    /**
     * The same error, said to be about something else than the image that was asked for.
     *
     * @param what a checksum that was wanted, as {@code algorithm:hex}, or the reference of a checksum file; as it is
     *     printed, without secrets
     */
    public ImageException about(String what) {
        return copy(getCause(), retryable, retryAfter, details, Objects.requireNonNull(what));
    }

    /**
     * A copy that holds nothing of whoever threw this: no cause, no foreign stack frames, hence no class loader. A
     * {@link Throwable} keeps the classes of its thrower alive, whatever is done to its stack trace; so what outlives a
     * plugin is a copy that was made elsewhere.
     */
    public ImageException detached() {
        return copy(null, retryable, retryAfter, details, subject);
    }

    /** What happened, for programs. */
    public ErrorCode code() {
        return code;
    }

    /** Whether the same call may succeed when it is repeated with nothing changed. */
    public boolean retryable() {
        return retryable;
    }

    /** The pause that the server asked for, if it did; never negative. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Further facts, one a line: each location that failed, for example. Empty where there are none. */
    public List<String> details() {
        return details;
    }

    /**
     * What it is about, as {@link #about} was told; absent if that is the image itself. For people and for a best guess: two
     * references may be printed alike.
     */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** Never null: every constructor takes one. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), code.name());
    }

    private ImageException copy(
            @Nullable Throwable cause,
            boolean mayPass,
            @Nullable Duration pause,
            List<String> lines,
            @Nullable String what) {
        return new ImageException(code, getMessage(), cause, mayPass, pause, lines, what);
    }
}
