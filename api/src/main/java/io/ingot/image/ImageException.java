// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The checked exception of the API. Its {@linkplain #code() code} is for programs. Its message is for people: it states
 * subject, fact and remedy, and contains no secret. Immutable, apart from the stack trace.
 *
 * <p>It is an {@link IOException} so that a stream can throw it. A {@code catch (IOException e)} therefore calls {@link
 * #from}, which preserves the code.
 */
public final class ImageException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Facts facts;

    /** Creates an exception that is {@linkplain ErrorCode#retryable() retryable} if its code is. */
    public ImageException(ErrorCode code, String message) {
        this(code, message, null, Facts.of(code));
    }

    /** Creates an exception with a cause. It is {@linkplain ErrorCode#retryable() retryable} if its code is. */
    public ImageException(ErrorCode code, String message, Throwable cause) {
        this(code, message, cause, Facts.of(code));
    }

    private ImageException(ErrorCode code, String message, @Nullable Throwable cause, Facts facts) {
        super(message, cause);
        this.code = Objects.requireNonNull(code);
        this.facts = facts;
    }

    /**
     * Returns a TRANSFER_FAILED for an image whose version is no longer the requested one. {@link
     * io.ingot.image.spi.ImageService#open} and reads throw it; the engine then queries the image again.
     */
    public static ImageException versionChange(String message) {
        return new ImageException(
                ErrorCode.TRANSFER_FAILED,
                message,
                null,
                Facts.of(ErrorCode.TRANSFER_FAILED).versionChange(true));
    }

    /**
     * Returns the first {@code ImageException} among {@code e} and its causes; otherwise a TRANSFER_FAILED with the
     * cause {@code e}.
     *
     * @param activity what failed, as a present participle: {@code "reading http://mirror/a.qcow2"}
     */
    public static ImageException from(IOException e, String activity) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < 16; depth++, cause = cause.getCause()) {
            if (cause instanceof ImageException known) {
                return known;
            }
        }
        return new ImageException(ErrorCode.TRANSFER_FAILED, activity + " failed: " + reason(e), e);
    }

    /**
     * Returns why an operation failed, for a message: {@code no such file or directory}. Leaves out the path of a
     * {@link java.nio.file.FileSystemException}, which the message of the caller names.
     */
    public static String reason(IOException e) {
        return FailureReason.of(e);
    }

    /** Returns this error as one that a retry cannot resolve. */
    public ImageException nonRetryable() {
        return with(facts.retry(false, null));
    }

    /**
     * Returns this error as a retryable one, with the pause that the server asked for.
     *
     * @param pause the time until the next attempt; a negative one counts as zero
     */
    public ImageException withRetryAfter(Duration pause) {
        return with(facts.retry(true, pause.isNegative() ? Duration.ZERO : pause));
    }

    /** Returns this error with other {@linkplain #details() details}, one fact a line. */
    public ImageException withDetails(List<String> details) {
        return with(facts.details(details));
    }

    /** Returns this error with another message: one that adds context, for example. */
    public ImageException withMessage(String message) {
        return new ImageException(code, message, getCause(), facts);
    }

    /** Returns this error with the phase in which a fetch failed. */
    public ImageException withPhase(FetchPhase phase) {
        return with(facts.reached(facts.reached.phase(Objects.requireNonNull(phase))));
    }

    /**
     * Returns this error with the number of bytes that a fetch had transferred.
     *
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    public ImageException withBytesTransferred(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must be 0 or more, was " + bytes);
        }
        return with(facts.reached(facts.reached.bytes(bytes)));
    }

    /**
     * Returns this error with the image service that failed.
     *
     * @param service the symbolic name and version of its bundle: {@code io.ingot.http 1.0.0}
     */
    public ImageException withService(String service) {
        return with(facts.reached(facts.reached.service(Objects.requireNonNull(service))));
    }

    /**
     * Returns this error with a subject other than the requested image.
     *
     * @param subject an expected checksum as {@code algorithm:hex}, or the printed reference of a checksum file;
     *     without secrets
     */
    public ImageException withSubject(String subject) {
        return with(facts.subject(Objects.requireNonNull(subject)));
    }

    /**
     * Returns a copy without a cause and with the stack trace of the caller. A {@link Throwable} pins the class loaders
     * of the code that created it, whatever is done to its stack trace, so an exception that outlives a plugin must be
     * a copy.
     */
    public ImageException detached() {
        return new ImageException(code, getMessage(), null, facts);
    }

    /** Returns the code, for programs. */
    public ErrorCode code() {
        return code;
    }

    /** Returns whether the same call may succeed if it is repeated with nothing changed. */
    public boolean retryable() {
        return facts.retryable;
    }

    /** Returns the pause that the server asked for, never negative; absent if it did not ask for one. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(facts.retryAfter);
    }

    /** Returns further facts, one a line: each location that failed, for example. */
    public List<String> details() {
        return facts.details;
    }

    /** Returns the phase in which a fetch failed; absent if this is not the failure of a fetch. */
    public Optional<FetchPhase> phase() {
        return Optional.ofNullable(facts.reached.phase);
    }

    /**
     * Returns the number of bytes that a fetch had transferred when it failed; absent if this is not the failure of a
     * fetch.
     */
    public OptionalLong bytesTransferred() {
        return facts.reached.bytes < 0 ? OptionalLong.empty() : OptionalLong.of(facts.reached.bytes);
    }

    /**
     * Returns the image service that failed, was in use, or is missing, as the symbolic name and version of its bundle:
     * {@code io.ingot.http 1.0.0}. Absent if no service was involved.
     */
    public Optional<String> service() {
        return Optional.ofNullable(facts.reached.service);
    }

    /** Returns whether the version of the image is no longer the requested one: see {@link #versionChange(String)}. */
    public boolean isVersionChange() {
        return facts.versionChange;
    }

    /**
     * Returns the subject of the error, as {@link #withSubject} set it; absent if it is the requested image. It does
     * not identify a reference: two references may be printed alike.
     */
    public Optional<String> subject() {
        return Optional.ofNullable(facts.subject);
    }

    /** Returns the message, never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), code.name());
    }

    private ImageException with(Facts changed) {
        return new ImageException(code, getMessage(), getCause(), changed);
    }

    /** Only the code and the message are serialized. */
    private Object readResolve() {
        return new ImageException(code, getMessage());
    }

    /** The facts besides code and message. */
    private record Facts(
            boolean retryable,
            @Nullable Duration retryAfter,
            List<String> details,
            @Nullable String subject,
            Reached reached,
            boolean versionChange) {
        Facts {
            details = List.copyOf(details);
        }

        static Facts of(ErrorCode code) {
            return new Facts(code.retryable(), null, List.of(), null, Reached.NOTHING, false);
        }

        Facts retry(boolean isRetryable, @Nullable Duration pause) {
            return new Facts(isRetryable, pause, details, subject, reached, versionChange);
        }

        Facts details(List<String> lines) {
            return new Facts(retryable, retryAfter, lines, subject, reached, versionChange);
        }

        Facts subject(String about) {
            return new Facts(retryable, retryAfter, details, about, reached, versionChange);
        }

        Facts reached(Reached point) {
            return new Facts(retryable, retryAfter, details, subject, point, versionChange);
        }

        Facts versionChange(boolean isChange) {
            return new Facts(retryable, retryAfter, details, subject, reached, isChange);
        }
    }

    /** The state of a fetch when it failed; -1 bytes if it is unknown. */
    private record Reached(
            @Nullable FetchPhase phase,
            long bytes,
            @Nullable String service) {
        static final Reached NOTHING = new Reached(null, -1, null);

        Reached phase(FetchPhase newPhase) {
            return new Reached(newPhase, bytes, service);
        }

        Reached bytes(long newBytes) {
            return new Reached(phase, newBytes, service);
        }

        Reached service(String name) {
            return new Reached(phase, bytes, name);
        }
    }
}
