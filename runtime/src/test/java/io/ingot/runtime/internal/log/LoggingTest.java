// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LoggingTest {
    @TempDir
    private Path folder;

    @AfterEach
    void closeTheFile() {
        Logging.toStandardError(0);
    }

    private String lineOf(String thread) throws Exception {
        Path file = folder.resolve("ingot.log");
        Logging.toFile(file, -1);
        Thread logging = new Thread(() -> LoggerFactory.getLogger("io.ingot").info("text"), thread);
        logging.start();
        logging.join();
        return Files.readString(file);
    }

    @Test
    void lineNamesItsThread() throws Exception {
        assertThat(lineOf("ingot-watch")).endsWith(" INFO  [ingot-watch] io.ingot: text\n");
    }

    @Test
    void commandLineInTheNameOfAGogoThreadIsNotLogged() throws Exception {
        assertThat(lineOf("pipe-ingot:show 'http://user:secret@host/'\nforged line"))
                .endsWith(" INFO  [shell] io.ingot: text\n")
                .doesNotContain("secret", "forged");
    }
}
