// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ResultsTest {
    @Test
    void aFetchedImageHasTheValuesOfItsBuilder() throws ImageException {
        ImageReference reference = ImageReference.parse("http://u:hunter2@h/a");
        ImageInfo info = ImageInfo.builder().size(5).build();
        Checksum sum = new Checksum("sha256", "a".repeat(64));
        FetchedImage.Builder builder = FetchedImage.builder(reference, Path.of("/node/a"), info)
                .size(5)
                .digests(List.of(sum))
                .verified(true)
                .source(FetchedImage.Source.STORE)
                .bytes(3, 2)
                .duration(Duration.ofSeconds(1))
                .warnings(List.of("w"));
        FetchedImage image = builder.build();
        builder.size(6);

        assertThat(image.reference()).isEqualTo(reference);
        assertThat(image.path()).isEqualTo(Path.of("/node/a"));
        assertThat(image.info()).isEqualTo(info);
        assertThat(image.size()).isEqualTo(5);
        assertThat(image.digests()).containsExactly(sum);
        assertThat(image.verified()).isTrue();
        assertThat(image.source()).isEqualTo(FetchedImage.Source.STORE);
        assertThat(image.bytesTransferred()).isEqualTo(3);
        assertThat(image.bytesReused()).isEqualTo(2);
        assertThat(image.duration()).isEqualTo(Duration.ofSeconds(1));
        assertThat(image.warnings()).containsExactly("w");
        assertThat(image.toString()).doesNotContain("hunter2");
    }

    @Test
    void aPreviewHasTheReferenceAfterRedirects() throws ImageException {
        ImageReference asked = ImageReference.parse("http://h/a");
        ImageReference end = ImageReference.parse("http://cdn/a");
        SchemeInfo service = new SchemeInfo("http", "io.ingot.http", "1.0.0");
        FetchPreview direct = FetchPreview.builder(
                        service, asked, ImageInfo.builder().build())
                .reason("nothing is held")
                .build();
        FetchPreview redirected = FetchPreview.builder(
                        service, asked, ImageInfo.builder().finalReference(end).build())
                .reason("nothing is held")
                .space(OptionalLong.of(7))
                .checks(List.of("sha256"))
                .build();

        assertThat(direct.finalReference()).isEqualTo(asked);
        assertThat(direct.space()).isEmpty();
        assertThat(redirected.finalReference()).isEqualTo(end);
        assertThat(redirected.reference()).isEqualTo(asked);
        assertThat(redirected.service()).isEqualTo(service);
        assertThat(redirected.held()).isFalse();
        assertThat(redirected.reason()).isEqualTo("nothing is held");
        assertThat(redirected.space()).hasValue(7);
        assertThat(redirected.checks()).containsExactly("sha256");
    }
}
