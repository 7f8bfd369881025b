// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceInfoTest {
    @Test
    void isACopyWithoutNulls() throws ImageException {
        List<Object> traits = new ArrayList<>(List.of("A"));
        Map<String, Object> fields = new HashMap<>(Map.of("traits", traits, "root_gb", 10));
        fields.put("kernel", null);
        InstanceInfo info = InstanceInfo.of(fields);
        traits.add("B");
        fields.clear();
        assertThat(info.fields()).containsExactly("root_gb", "traits");
        assertThat(info.value("traits")).contains(List.of("A"));
        assertThat(info.value("kernel")).isEmpty();
    }

    @Test
    void showsNamesAndNoValues() throws ImageException {
        assertThat(InstanceInfo.of(Map.of("image_pull_secret", "hush")))
                .hasToString("instance_info[image_pull_secret]");
    }

    @Test
    void otherTypesDepthAndNumberAreRefused() {
        Object deep = "x";
        for (int level = 0; level < InstanceInfo.MAX_DEPTH; level++) {
            deep = List.of(deep);
        }
        assertRefused(Map.of("a", new Object()));
        assertRefused(Map.of("a", Map.of(1, "x")));
        assertRefused(Map.of("a", deep));
        assertRefused(Map.of("a", Collections.nCopies(InstanceInfo.MAX_VALUES, 1)));
    }

    private static void assertRefused(Map<String, ?> fields) {
        assertThatThrownBy(() -> InstanceInfo.of(fields))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_METADATA));
    }
}
