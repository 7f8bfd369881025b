// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessListTest {
    @ParameterizedTest
    @CsvSource({
        "'drwxrwxr-x ', false",
        "'drwxrwsr-t.', false",
        "'-rw-rw---- ', false",
        "'drwxrwxr-x+', true",
        "'-rw-rw----+', true",
        "'drwxrwxr-x', true",
        "'', true",
        "'ls: invalid', true"
    })
    void aPlusSignOrAMalformedModeMayMarkAList(String line, boolean listed) {
        assertThat(AccessList.mayBeIn(line)).isEqualTo(listed);
    }

    @Test
    void aFolderThatOnlyItsOwnersGroupMayWriteHasNone(@TempDir Path folder) throws IOException {
        Path named = Files.createDirectory(folder.resolve("-x\n y"));
        Files.setPosixFilePermissions(named, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThat(AccessList.mayBeOn(named)).isFalse();
        assertThat(AccessList.mayBeOn(folder.resolve("none"))).isTrue();
        assertThat(AccessList.mayBeOn(named, folder.resolve("no-ls").toString()))
                .isTrue();
    }

    @Test
    void groupWithAnAccessListIsNotPrivate() {
        FileAccess plain = new FileAccess(FileAccess.Kind.FOLDER, 0, 0, 0775);
        FileAccess listed = new FileAccess(FileAccess.Kind.FOLDER, 0, 0, 0775, true);
        assertThat(plain.isWritableByOtherUsers()).isFalse();
        assertThat(listed.isWritableByOtherUsers()).isTrue();
        assertThat(listed.text()).isEqualTo("user 0, mode 0775, access control list");
    }
}
