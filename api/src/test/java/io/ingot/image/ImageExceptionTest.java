// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageExceptionTest {
    private final ImageException refused = new ImageException(ErrorCode.REFUSED_BY_POLICY, "no");

    @Test
    void anImageExceptionIsReturnedUnchanged() {
        assertThat(ImageException.from(refused, "reading")).isSameAs(refused);
    }

    @Test
    void anImageExceptionAmongTheCausesIsReturned() {
        IOException wrapped = new IOException("outer", new UncheckedIOException(new IOException("inner", refused)));

        assertThat(ImageException.from(wrapped, "reading")).isSameAs(refused);
    }

    @Test
    void anyOtherExceptionIsAFailedTransferWithItsActivity() {
        IOException cause = new IOException("connection reset");

        ImageException failure = ImageException.from(cause, "reading http://mirror/a");

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure)
                .hasMessage("reading http://mirror/a failed: connection reset")
                .hasCause(cause);
    }

    @Test
    void aCauseWithoutAMessageIsNamed() {
        assertThat(ImageException.from(new IOException(), "reading")).hasMessage("reading failed: IOException");
    }

    @Test
    void causesInACircleEnd() {
        IOException one = new IOException("one");
        IOException two = new IOException("two", one);
        one.initCause(two);

        assertThat(ImageException.from(one, "reading").code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
    }

    @Test
    void itIsRetryableIfItsCodeIsByDefault() {
        ImageException failure = new ImageException(ErrorCode.TRANSFER_FAILED, "reset");

        assertThat(failure.retryable()).isTrue();
        assertThat(failure.nonRetryable().retryable()).isFalse();
        assertThat(refused.retryable()).isFalse();
        assertThat(refused.withRetryAfter(Duration.ofSeconds(1)).retryable()).isTrue();
    }

    @Test
    void anotherMessageKeepsAllFacts() {
        ImageException failure = new ImageException(ErrorCode.TRANSFER_FAILED, "503", new IOException("inner"))
                .withRetryAfter(Duration.ofSeconds(30))
                .withDetails(List.of("one"))
                .withSubject("md5:00");

        ImageException renamed = failure.withMessage("image 7 at http://swift: 503");

        assertThat(renamed).hasMessage("image 7 at http://swift: 503").hasCause(failure.getCause());
        assertThat(renamed)
                .usingRecursiveComparison()
                .comparingOnlyFields("code", "facts")
                .isEqualTo(failure);
    }

    @Test
    void aPauseIsNeverNegative() {
        ImageException failure = new ImageException(ErrorCode.TRANSFER_FAILED, "503");

        assertThat(failure.retryAfter()).isEmpty();
        assertThat(failure.withRetryAfter(Duration.ofSeconds(30)).retryAfter()).contains(Duration.ofSeconds(30));
        assertThat(failure.withRetryAfter(Duration.ofSeconds(-30)).retryAfter()).contains(Duration.ZERO);
        assertThat(failure.withRetryAfter(Duration.ofSeconds(30)).nonRetryable().retryAfter())
                .isEmpty();
    }

    @Test
    void detailsAreCopied() {
        List<String> lines = new ArrayList<>(List.of("one"));
        ImageException failure = refused.withDetails(lines);
        lines.add("two");

        assertThat(failure.details()).containsExactly("one");
        assertThat(refused.details()).isEmpty();
    }

    @Test
    void aDetachedExceptionDoesNotReferenceItsThrower() {
        ImageException thrown = new ImageException(
                        ErrorCode.NOT_AUTHORIZED, "401", new IllegalStateException("foreign"))
                .withRetryAfter(Duration.ofSeconds(5))
                .withDetails(List.of("a", "b"));
        thrown.addSuppressed(new IllegalStateException("foreign, too"));

        ImageException detached = thrown.detached();

        assertThat(detached)
                .isNotSameAs(thrown)
                .hasNoCause()
                .hasNoSuppressedExceptions()
                .hasMessage("401");
        assertThat(detached.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(detached.retryable()).isTrue();
        assertThat(detached.retryAfter()).contains(Duration.ofSeconds(5));
        assertThat(detached.details()).containsExactly("a", "b");
    }

    @Test
    void copiesKeepTheRest() {
        ImageException full = new ImageException(ErrorCode.TRANSFER_FAILED, "m", new IOException("c"))
                .withRetryAfter(Duration.ofSeconds(5))
                .withDetails(List.of("d"))
                .withSubject("sha256:00");

        assertThat(full).hasMessage("m").hasCauseInstanceOf(IOException.class);
        assertThat(full.retryAfter()).contains(Duration.ofSeconds(5));
        assertThat(full.nonRetryable().details()).containsExactly("d");
        assertThat(full.nonRetryable()
                        .withRetryAfter(Duration.ZERO)
                        .withDetails(List.of())
                        .detached()
                        .subject())
                .contains("sha256:00");
        assertThat(full.withSubject("md5:00").retryAfter()).contains(Duration.ofSeconds(5));
        assertThat(new ImageException(ErrorCode.NOT_FOUND, "m").subject()).isEmpty();
        assertThat(full.nonRetryable()).hasCauseInstanceOf(IOException.class);
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("/a"), "no such file or directory"),
                Arguments.of(new AccessDeniedException("/a"), "permission denied"),
                Arguments.of(new FileAlreadyExistsException("/a"), "the file already exists"),
                Arguments.of(new NotDirectoryException("/a"), "not a directory"),
                Arguments.of(new DirectoryNotEmptyException("/a"), "the directory is not empty"),
                Arguments.of(new NotLinkException("/a"), "not a symbolic link"),
                Arguments.of(new FileSystemLoopException("/a"), "a loop of symbolic links"),
                Arguments.of(
                        new AtomicMoveNotSupportedException("/a", "/b", "Invalid cross-device link"),
                        "source and target are on different file systems"),
                Arguments.of(new FileSystemException("/a", null, "Read-only file system"), "Read-only file system"),
                Arguments.of(new FileSystemException("/a"), "the system gave no reason"),
                Arguments.of(new MalformedInputException(1), "malformed text"),
                Arguments.of(new ClosedByInterruptException(), "interrupted"),
                Arguments.of(new ClosedChannelException(), "closed by another thread"),
                Arguments.of(new EOFException(), "unexpected end of data"),
                Arguments.of(new IOException("Connection reset"), "Connection reset"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void aReasonIsInWordsWithoutThePath(IOException failure, String words) {
        assertThat(ImageException.reason(failure)).isEqualTo(words);
        assertThat(ImageException.from(failure, "reading /a")).hasMessage("reading /a failed: " + words);
    }

    @Test
    void stateOfAFetchIsAbsentByDefault() {
        assertThat(refused.phase()).isEmpty();
        assertThat(refused.bytesTransferred()).isEmpty();
        assertThat(refused.service()).isEmpty();
        assertThat(refused.isVersionChange()).isFalse();
    }

    @Test
    void everyCopyKeepsAllOtherFacts() {
        ImageException full = ImageException.versionChange("first")
                .withBytesTransferred(0)
                .withPhase(FetchPhase.TRANSFERRING)
                .withService("io.ingot.http 1.0.0")
                .withRetryAfter(Duration.ofSeconds(3))
                .withDetails(List.of("one"))
                .withSubject("sha256:00");

        for (ImageException copy : List.of(
                full.withPhase(FetchPhase.TRANSFERRING),
                full.withBytesTransferred(0),
                full.withService("io.ingot.http 1.0.0"),
                full.withRetryAfter(Duration.ofSeconds(3)),
                full.withDetails(List.of("one")),
                full.withSubject("sha256:00"),
                full.withMessage("first"),
                full.detached())) {
            assertThat(copy.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
            assertThat(copy).hasMessage("first");
            assertThat(copy.retryable()).isTrue();
            assertThat(copy.phase()).contains(FetchPhase.TRANSFERRING);
            assertThat(copy.bytesTransferred()).hasValue(0);
            assertThat(copy.service()).contains("io.ingot.http 1.0.0");
            assertThat(copy.retryAfter()).contains(Duration.ofSeconds(3));
            assertThat(copy.details()).containsExactly("one");
            assertThat(copy.subject()).contains("sha256:00");
            assertThat(copy.isVersionChange()).isTrue();
        }
        assertThat(full.nonRetryable().retryable()).isFalse();
    }

    @Test
    void aNegativeNumberOfBytesIsRefused() {
        assertThatThrownBy(() -> refused.withBytesTransferred(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bytes must be 0 or more, was -1");
    }

    @Test
    void codeAndMessageSurviveSerialization() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(refused.withPhase(FetchPhase.ASKING));
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ImageException read = (ImageException) in.readObject();
            assertThat(read.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
            assertThat(read).hasMessage("no");
            assertThat(read.details()).isEmpty();
        }
    }
}
