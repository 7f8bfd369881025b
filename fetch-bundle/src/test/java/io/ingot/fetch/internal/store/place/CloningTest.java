// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloningTest {
    @TempDir
    Path folder;

    @Test
    void linkThatSomebodyPutThereIsNotWrittenThrough() throws IOException {
        Path image = Files.writeString(folder.resolve("image"), "image");
        Path victim = Files.writeString(folder.resolve("victim"), "victim");
        Path target = Files.createSymbolicLink(folder.resolve("target"), victim);
        try (Call call = Call.start()) {
            new Cloning("xfs").clone(image, target, call);
        }
        assertThat(victim).hasContent("victim");
    }
}
