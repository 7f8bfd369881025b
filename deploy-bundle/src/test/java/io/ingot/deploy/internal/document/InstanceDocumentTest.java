// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.deploy.DeploymentPlanner;
import io.ingot.image.deploy.InstanceInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceDocumentTest {
    @Test
    void readsStringsNumbersBooleansListsAndMaps() throws ImageException {
        InstanceInfo info = read("\uFEFF{\"image_source\": \"ü\", \"root_gb\": 10, \"traits\": [\"A\"],"
                + " \"is_whole_disk\": true, \"capabilities\": {\"boot_mode\": \"uefi\"}, \"kernel\": null}");
        assertThat(info.fields()).containsExactly("capabilities", "image_source", "is_whole_disk", "root_gb", "traits");
        assertThat(info.value("image_source")).contains("ü");
        assertThat(info.value("traits")).contains(List.of("A"));
        assertThat(info.value("capabilities")).contains(Map.of("boot_mode", "uefi"));
    }

    @Test
    void largeConfigDriveIsSkipped() throws ImageException {
        InstanceInfo info = read("{\"configdrive\": \"" + "A".repeat(1 << 20) + "\", \"image_source\": \"file:///a\"}");
        assertThat(info.value("configdrive")).contains("");
        assertThat(info.value("image_source")).contains("file:///a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"hush\"",
                "null",
                "{} {}",
                "{\"a\": \"hush\"",
                "{\"a\": hush}",
                "{\"a\": \"hush\", \"a\": \"hush\"}",
                "{\"configdrive\": 1, \"configdrive\": \"hush\"}",
                "{\"a\": NaN}"
            })
    void invalidDocumentIsRefusedAndNotQuoted(String text) {
        assertThatThrownBy(() -> read(text))
                .hasMessageStartingWith("instance_info cannot be used: ")
                .hasMessageNotContaining("hush")
                .hasNoCause()
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA));
    }

    @Test
    void nestingNumbersAndLengthAreBounded() {
        assertRefused("{\"a\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}");
        assertRefused("{\"a\": " + "9".repeat(65) + "}");
        assertRefused("{\"a\": [" + "1,".repeat(20_000) + "1]}");
        assertRefused("{\"" + "a".repeat(2_000) + "\": 1}");
        assertRefused(" ".repeat(DeploymentPlanner.MAX_DOCUMENT_BYTES + 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"image_source\": 1,\\n\"image_source\": 2} | duplicate name 'image_source' (line 2, column 1)",
                "{\"a\": {\"b c\": 1, \"b c\": 2}} | duplicate name (line 1, column 18)",
                "{\"a\": 1e99999999999} | a number is out of range (line 1, column 7)",
                "{\"a\":\\n00} | (line 2",
            })
    void errorHasItsPosition(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n"))).hasMessageContaining(message);
    }

    @Test
    void exceededBoundIsReported() {
        assertThatThrownBy(() -> read("{\"a\":\n" + "[".repeat(40) + "]".repeat(40) + "}"))
                .hasMessageContainingAll("more than 32 levels", "(line 2, column");
        assertThatThrownBy(() -> read("{\"a\":\n" + "9".repeat(80) + "}"))
                .hasMessageContainingAll("a number has more than 64", "(line 2, column");
        assertThatThrownBy(() -> read("{\"a\": [" + "1,".repeat(20_000) + "1]}"))
                .hasMessageContainingAll("more than 10000 values", "; remove");
    }

    @Test
    void exceededBoundIsReportedWithItsField() {
        assertThatThrownBy(() -> read("{\"a\": 1,\n\"traits\": [" + "[".repeat(100) + "]".repeat(100) + "]}"))
                .hasMessageContainingAll("nested more than 32 levels deep", "line 2, column", "field 'traits'")
                .hasMessageNotContainingAny("number", "name has");
        assertThatThrownBy(() -> read("{\"a\": 1,\n\"root_gb\": " + "9".repeat(80) + "}"))
                .hasMessageContainingAll("a number has more than 64 characters", "line 2, column", "field 'root_gb'")
                .hasMessageNotContainingAny("nested", "name has", "999");
        assertThatThrownBy(() -> read("{\"a\": 1,\n\"" + "n".repeat(2_000) + "\": 1}"))
                .hasMessageContainingAll("a name has more than 1024 characters", "line 2, column")
                .hasMessageNotContainingAny("nested", "number", "nnn", "'a'");
        assertThatThrownBy(() -> read("{\"a\": 1,\n\"traits\": [" + "1,".repeat(20_000) + "1]}"))
                .hasMessageContainingAll("more than 10000 values", "line 2, column", "field 'traits'");
    }

    @Test
    void unusualFieldNameIsNotQuoted() {
        assertThatThrownBy(() -> read("{\"hush hush\": " + "9".repeat(80) + "}"))
                .hasMessageContaining("line 1, column")
                .hasMessageNotContaining("hush");
    }

    @Test
    void duplicateNameInASkippedFieldIsRefused() {
        assertThatThrownBy(() -> read("{\"configdrive\": [{\"user_data\": \"hush\",\n\"user_data\": \"hush\"}]}"))
                .hasMessageContaining("duplicate name 'user_data' (line 2, column 1)")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1e-400", "1e999999999", "0.1"})
    void numbersKeepTheirExactValue(String number) throws ImageException {
        assertThat(read("{\"root_gb\": " + number + "}").value("root_gb")).contains(new BigDecimal(number));
    }

    @Test
    void otherEncodingsAreRefused() {
        assertThatThrownBy(() -> InstanceDocument.read(
                        new ByteArrayInputStream("{\"a\": \"ü\"}".getBytes(StandardCharsets.ISO_8859_1))))
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(
                        () -> InstanceDocument.read(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_16LE))))
                .isInstanceOf(ImageException.class);
    }

    @Test
    void unreadableStreamIsLocalIo() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        assertThatThrownBy(() -> InstanceDocument.read(closed))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_IO));
    }

    @Property(tries = 300)
    void anyBytesAreAnObjectOrInvalid(@ForAll @Size(max = 64) byte[] bytes) {
        byte[] text = bytes.clone();
        if (text.length > 0) {
            text[0] = '{';
        }
        try {
            assertThat(InstanceDocument.read(new ByteArrayInputStream(text))).isNotNull();
        } catch (ImageException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA);
        }
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA));
    }

    private static InstanceInfo read(String text) throws ImageException {
        return InstanceDocument.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
