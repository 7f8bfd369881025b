// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchPreview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names of placed files change exactly once, even without a usable store. */
class OperatorStoreTest {
    private static final byte[] BYTES = TestEngine.bytes(1_001);
    private static final String SHA256 = TestEngine.sha256(BYTES).hex();

    @TempDir
    Path temporary;

    private final List<String> changes = new ArrayList<>();
    private TestEngine test;
    private OperatorStore store;

    @BeforeEach
    void start() throws IOException {
        test = new TestEngine(
                Files.createDirectory(temporary.resolve("node")), temporary.resolve("home"), TestConfig.quick());
        store = new OperatorStore(test.engine);
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void renamedFileOfANodeLeavesTheImageUnchanged() throws IOException {
        test.image(BYTES).version("1");
        test.fetch();
        store.changeNames(SHA256, () -> Files.move(test.destination(), test.folder.resolve("renamed")));
        assertThat(preview().reason()).contains(", unchanged since ");
    }

    @Test
    void changeIsMadeWithoutCreatingAStore() throws IOException {
        store.changeNames(SHA256, () -> changes.add("once"));
        assertThat(changes).hasSize(1);
        assertThat(test.home).doesNotExist();
    }

    @Test
    void changeIsMadeWhereTheFolderIsNotAStore() throws IOException {
        Files.createDirectories(test.home.resolve("store"));
        Files.writeString(test.home.resolve("store/letter.txt"), "dear");
        store.changeNames(SHA256, () -> changes.add("once"));
        assertThat(changes).hasSize(1);
    }

    @Test
    void failureOfTheChangeIsThrown() throws IOException {
        test.image(BYTES).version("1");
        test.fetch();
        assertThatThrownBy(() -> store.changeNames(SHA256, () -> {
                    changes.add("once");
                    throw new NoSuchFileException("staged");
                }))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(changes).hasSize(1);
    }

    private FetchPreview preview() throws ImageException {
        try (Call call = Call.start()) {
            return test.engine.preview(test.request(), call);
        }
    }
}
