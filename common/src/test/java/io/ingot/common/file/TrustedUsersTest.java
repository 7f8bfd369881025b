// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedUsersTest {
    private static final TrustedUsers TRUSTED = new TrustedUsers(1000);

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 0700, true",
        "1000, 1000, 0755, true",
        "0, 0, 0755, true",
        "1000, 1000, 0775, true",
        "1000, 50, 0775, false",
        "0, 50, 2775, false",
        "1000, 1000, 0777, false",
        "0, 0, 1777, false",
        "1001, 1000, 0700, false",
        "65534, 65534, 0755, false"
    })
    void aFolderIsControlledByItsTrustedOwnerUnlessOtherUsersMayWrite(
            int owner, int group, String mode, boolean controlled) {
        FileAccess folder = new FileAccess(FileAccess.Kind.FOLDER, owner, group, Integer.parseInt(mode, 8));
        assertThat(TRUSTED.hasControlOf(folder)).isEqualTo(controlled);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 0644, true",
        "0, 0, 0444, true",
        "1000, 1000, 0664, false",
        "0, 0, 0646, false",
        "1001, 1001, 0444, false",
        "1001, 1000, 0400, false"
    })
    void onlyATrustedOwnerMayBeTheSoleWriter(int owner, int group, String mode, boolean alone) {
        FileAccess file = new FileAccess(FileAccess.Kind.FILE, owner, group, Integer.parseInt(mode, 8));
        assertThat(TRUSTED.isSoleWriterOf(file)).isEqualTo(alone);
    }

    @ParameterizedTest
    @CsvSource({"4755, true", "2755, true", "1755, true", "6777, true", "0777, false"})
    void setuidSetgidAndStickyAreSpecial(String mode, boolean special) {
        FileAccess file = new FileAccess(FileAccess.Kind.FILE, 0, 0, Integer.parseInt(mode, 8));
        assertThat(file.hasSpecialBits()).isEqualTo(special);
    }

    @Test
    void theUserOfThisProcessOwnsItsFiles(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        int owner = FileAccess.of(file).orElseThrow().owner();
        assertThat(TrustedUsers.current().self()).isEqualTo(owner);
    }

    @Test
    void textNamesUserAndMode() {
        assertThat(new FileAccess(FileAccess.Kind.FOLDER, 4343, 0, 0777).text()).isEqualTo("user 4343, mode 0777");
    }
}
