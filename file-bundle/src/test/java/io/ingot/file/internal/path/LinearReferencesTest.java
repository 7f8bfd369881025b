// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.seeds.LinearWork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearReferencesTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/..", "/.", "/a", "/a/..", "%41", "%", "%2F", "%00", "%FF", "a", "\u00fc"})
    void pathIsParsedInLinearTime(String repeated) {
        LinearWork.assertLinearMemory(repeated, 2_000, count -> () -> {
            try {
                ImageReference reference = ImageReference.parse("file:///" + repeated.repeat(count));
                assertThat(FileReference.path(reference)).isAbsolute();
            } catch (ImageException e) {
                assertThat(e).message().isNotEmpty();
            }
        });
    }
}
