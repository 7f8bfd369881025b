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
 * The one checked exception of the API. Its {@linkplain #code() code} is for programs; its message states subject, fact
 * and remedy, for people, and holds no secret.
 *
 * <p>It is an {@link IOException} so that a stream can throw it. A {@code catch (IOException e)} therefore goes through
 * {@link #from}, which keeps a code that is already there.
 */
public final class ImageException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Facts facts;

    /** An error as {@linkplain ErrorCode#retryable() retryable} as its code. */
    public ImageException(ErrorCode code, String message) {
        this(code, message, null, Facts.of(code));
    }

    /** An error as {@linkplain ErrorCode#retryable() retryable} as its code, with its cause. */
    public ImageException(ErrorCode code, String message, Throwable cause) {
        this(code, message, cause, Facts.of(code));
    }

    private ImageException(ErrorCode code, String message, @Nullable Throwable cause, Facts facts) {
        super(message, cause);
        this.code = Objects.requireNonNull(code);
        this.facts = facts;
    }

    /**
     * A TRANSFER_FAILED because the image has another version now than the one asked for: what {@link
     * io.ingot.image.spi.ImageService#open} and reading its bytes throw then. The engine asks for the image anew.
     */
    public static ImageException versionChange(String message) {
        return new ImageException(
                ErrorCode.TRANSFER_FAILED,
                message,
                null,
                Facts.of(ErrorCode.TRANSFER_FAILED).versionChange(true));
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
        return with(facts.retry(false, null));
    }

    /** The same error, with the pause that the server asked for before another try; one that is over is zero. */
    public ImageException withRetryAfter(Duration pause) {
        return with(facts.retry(true, pause.isNegative() ? Duration.ZERO : pause));
    }

    /** The same error with further lines for people, one fact each. */
    public ImageException withDetails(List<String> lines) {
        return with(facts.details(lines));
    }

    /** The same error with another message: one that also says how the caller came there, for example. */
    public ImageException withMessage(String text) {
        return new ImageException(code, text, getCause(), facts);
    }

    /** The same error of a fetch that was in this phase. */
    public ImageException withPhase(FetchPhase phase) {
        return with(facts.reached(facts.reached.phase(Objects.requireNonNull(phase))));
    }

    /**
     * The same error of a fetch for which this many bytes had arrived.
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
     * The same error of this image service.
     *
     * @param service the symbolic name and version of its bundle: {@code io.ingot.http 1.0.0}
     */
    public ImageException withService(String service) {
        return with(facts.reached(facts.reached.service(Objects.requireNonNull(service))));
    }

    /**
     * The same error, said to be about something else than the image that was asked for.
     *
     * @param what a checksum that was wanted, as {@code algorithm:hex}, or the reference of a checksum file; as it is
     *     printed, without secrets
     */
    public ImageException withSubject(String what) {
        return with(facts.subject(Objects.requireNonNull(what)));
    }

    /**
     * A copy that holds nothing of whoever threw this: no cause, no foreign stack frames, hence no class loader. A
     * {@link Throwable} keeps the classes of its thrower alive, whatever is done to its stack trace; so what outlives a
     * plugin is a copy that was made elsewhere.
     */
    public ImageException detached() {
        return new ImageException(code, getMessage(), null, facts);
    }

    /** What happened, for programs. */
    public ErrorCode code() {
        return code;
    }

    /** Whether the same call may succeed when it is repeated with nothing changed. */
    public boolean retryable() {
        return facts.retryable;
    }

    /** The pause that the server asked for, if it did; never negative. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(facts.retryAfter);
    }

    /** Further facts, one a line: each location that failed, for example. Empty where there are none. */
    public List<String> details() {
        return facts.details;
    }

    /** What a fetch was doing when it failed; absent if this is not the failure of a fetch. */
    public Optional<FetchPhase> phase() {
        return Optional.ofNullable(facts.reached.phase);
    }

    /** The bytes that had arrived from image services when a fetch failed; absent if this is not the failure of a fetch. */
    public OptionalLong bytesTransferred() {
        return facts.reached.bytes < 0 ? OptionalLong.empty() : OptionalLong.of(facts.reached.bytes);
    }

    /**
     * The image service that failed, or was in use or missing: the symbolic name and version of its bundle, as {@code
     * io.ingot.http 1.0.0}. Absent if no service took part.
     */
    public Optional<String> service() {
        return Optional.ofNullable(facts.reached.service);
    }

    /** Whether the image has another version now than the one asked for: see {@link #versionChange(String)}. */
    public boolean isVersionChange() {
        return facts.versionChange;
    }

    /**
     * What it is about, as {@link #withSubject} was told; absent if that is the image itself. For people and for a best guess: two
     * references may be printed alike.
     */
    public Optional<String> subject() {
        return Optional.ofNullable(facts.subject);
    }

    /** Never null: every constructor takes one. */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), code.name());
    }

    private ImageException with(Facts changed) {
        return new ImageException(code, getMessage(), getCause(), changed);
    }

    /** What is serialized is the code and the message. */
    private Object readResolve() {
        return new ImageException(code, getMessage());
    }

    /** What is known besides code and message. */
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

        Facts retry(boolean mayPass, @Nullable Duration pause) {
            return new Facts(mayPass, pause, details, subject, reached, versionChange);
        }

        Facts details(List<String> lines) {
            return new Facts(retryable, retryAfter, lines, subject, reached, versionChange);
        }

        Facts subject(String what) {
            return new Facts(retryable, retryAfter, details, what, reached, versionChange);
        }

        Facts reached(Reached point) {
            return new Facts(retryable, retryAfter, details, subject, point, versionChange);
        }

        Facts versionChange(boolean other) {
            return new Facts(retryable, retryAfter, details, subject, reached, other);
        }
    }

    /** How far a fetch had come; -1 bytes if that is not known. */
    private record Reached(
            @Nullable FetchPhase phase,
            long bytes,
            @Nullable String service) {
        static final Reached NOTHING = new Reached(null, -1, null);

        Reached phase(FetchPhase last) {
            return new Reached(last, bytes, service);
        }

        Reached bytes(long arrived) {
            return new Reached(phase, arrived, service);
        }

        Reached service(String name) {
            return new Reached(phase, bytes, name);
        }
    }
}
