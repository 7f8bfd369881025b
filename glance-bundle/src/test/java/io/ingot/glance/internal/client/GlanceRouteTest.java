// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.glance.internal.document.TrailingSlashes;
import io.ingot.image.ImageReference;
import io.ingot.seeds.LinearWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlanceRouteTest {
    @ParameterizedTest
    @CsvSource({
        "http://g.test, http://g.test",
        "http://g.test/, http://g.test",
        "http://g.test/v2, http://g.test",
        "http://g.test/v2/, http://g.test",
        "http://g.test//v2//, http://g.test",
        "http://g.test/image, http://g.test/image",
        "http://g.test/image/v2/, http://g.test/image",
        "http://g.test/v22, http://g.test/v22",
        "http://v2, http://v2",
        "http://g.test/v2/v2, http://g.test/v2"
    })
    void versionAndTrailingSlashesOfAnEndpointAreRemoved(String endpoint, String root) throws Exception {
        assertThat(GlanceRoute.FILE.at(ImageReference.parse(endpoint), "ID"))
                .isEqualTo(ImageReference.parse(root + "/v2/images/ID/file"));
    }

    @Test
    void slashesAreRemovedInLinearTime() throws Exception {
        ImageReference endpoint = ImageReference.parse("http://g.test" + "/".repeat(16_000) + "x");
        assertThat(GlanceRoute.METADATA.at(endpoint, "ID").path()).endsWith("/x/v2/images/ID");
        LinearWork.assertLinear("slashes within", size -> "/".repeat(size) + "x", TrailingSlashes::removed);
        LinearWork.assertLinear("slashes at the end", size -> "x" + "/".repeat(size), TrailingSlashes::removed);
    }
}
