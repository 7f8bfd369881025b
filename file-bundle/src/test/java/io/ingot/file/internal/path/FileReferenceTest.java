// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "file:///home/user/image.qcow2, /home/user/image.qcow2",
        "file://localhost/a, /a",
        "file://LOCALHOST/a, /a",
        "FILE:///a, /a",
        "file:/a, /a",
        "file:///a//b/, /a/b",
        "file:///, /",
        "file://, INVALID"
    })
    @DisplayName("D-04, F-15: a local path, whatever the case of the scheme")
    void localPathIsParsed(String reference, String path) throws ImageException {
        if (path.equals("INVALID")) {
            assertThat(refusal(reference)).contains("absolute");
        } else {
            assertThat(path(reference)).isEqualTo(Path.of(path));
        }
    }

    @Test
    @DisplayName("F-14: percent-encoding is decoded, and a query or fragment is refused, not dropped")
    void percentEncodingIsDecodedWithoutLoss() throws ImageException {
        assertThat(path("file:///a%20b%3F%23")).isEqualTo(Path.of("/a b?#"));
        assertThat(refusal("file:///a?b")).contains("%3F");
        assertThat(refusal("file:///a?")).contains("%3F");
        assertThat(refusal("file:///a#b")).contains("%23");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://host/x", "file://127.0.0.1/x", "file://localhost.example/x", "file://[::1]/x"})
    @DisplayName("F-13: another host is refused, not ignored")
    void otherHostIsRefused(String reference) {
        assertThat(refusal(reference)).contains("file:///");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file://user:hunter2@localhost/x", "file://user@/x", "file://localhost:80/x", "file://:1/x"})
    void userOrPortIsRefusedAndNotShown(String reference) {
        assertThat(refusal(reference)).doesNotContain("hunter2");
    }

    @Test
    @DisplayName("F-12: repeated slashes at the beginning count as one")
    void repeatedSlashesCountAsOne() throws ImageException {
        assertThat(path("file:////etc/passwd")).isEqualTo(Path.of("/etc/passwd"));
        assertThat(path("file://///etc//passwd")).isEqualTo(Path.of("/etc/passwd"));
    }

    @ParameterizedTest
    @CsvSource({
        "file:///srv/images/../../etc/shadow, /etc/shadow",
        "file:///srv/images/%2e%2E/x, /srv/x",
        "file:///srv/./images/%2e/x, /srv/images/x",
        "file:///../../../etc/shadow, /etc/shadow",
        "file:///a/..., /a/...",
        "file:///.., /"
    })
    void dotSegmentsAreRemovedWithoutTheFileSystem(String reference, String path) throws ImageException {
        assertThat(path(reference)).isEqualTo(Path.of(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:a",
                "file:",
                "file:///a%2Fb",
                "file:///a%2fb",
                "file:///a%00",
                "file:///a%0Ab",
                "file:///a%7F",
                "file:///a%C2%85",
                "file:///a%",
                "file:///a%zz",
                "file:///a%FF"
            })
    void referenceWithoutAFileIsRefused(String reference) {
        assertThat(refusal(reference)).contains("does not name a local file");
    }

    @Property
    void anyReferenceIsAnAbsoluteNormalPathOrInvalid(
            @ForAll @Chars({'a', '.', '/', '%', '2', 'f', 'e', '0', '\\', '~', ' '}) String rest) {
        try {
            Path path = path("file:///" + rest.strip() + "x");
            assertThat(path).isAbsolute().isEqualTo(path.normalize());
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REFERENCE);
        }
    }

    private static Path path(String reference) throws ImageException {
        return FileReference.path(ImageReference.parse(reference));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///user:hunter2%zz@host/a",
                "file:///user:hunter2%00@host/a",
                "file:///user:hunter2%2F/x@host/a"
            })
    void possiblePasswordInANameIsRedacted(String reference) {
        assertThat(refusal(reference)).contains("does not name a local file").doesNotContain("hunter2");
    }

    private static String refusal(String reference) {
        ImageException refusal = catchThrowableOfType(ImageException.class, () -> path(reference));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REFERENCE);
        return refusal.getMessage();
    }
}
