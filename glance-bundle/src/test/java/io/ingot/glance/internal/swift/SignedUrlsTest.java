// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SignedUrlsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private final SignedUrls urls = new SignedUrls();

    @Test
    @DisplayName("S-10: the number of cached URLs is limited, and the most recently used are kept")
    void numberOfCachedUrlsIsLimited() throws Exception {
        SignedUrl first = get(0, NOW);
        for (int image = 1; image < SignedUrls.MAX_URLS; image++) {
            get(image, NOW);
        }
        assertThat(get(0, NOW.plusSeconds(1))).isSameAs(first);

        SignedUrl last = get(SignedUrls.MAX_URLS, NOW);

        for (int image = 2; image < SignedUrls.MAX_URLS; image++) {
            assertThat(get(image, NOW.plusSeconds(1)).expires()).isEqualTo(NOW.plusSeconds(60));
        }
        assertThat(get(SignedUrls.MAX_URLS, NOW)).isSameAs(last);
        assertThat(get(0, NOW.plusSeconds(1))).isSameAs(first);
        assertThat(get(1, NOW.plusSeconds(1)).expires()).isEqualTo(NOW.plusSeconds(61));
    }

    private SignedUrl get(int image, Instant now) throws ImageException {
        ObjectPath path = new ObjectPath("v1", Given.ACCOUNT, "glance", "image-" + image);
        TempUrlParameters parameters = new TempUrlParameters(
                new SwiftEndpoint("http://swift.test"),
                path,
                SignatureDigest.SHA256,
                Secret.of(Given.KEY),
                Duration.ofSeconds(60));
        return urls.get(parameters, now, Duration.ZERO);
    }
}
