// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which requests share what. */
class ContentNamesTest {
    private static final Checksum STRONG = new Checksum("sha256", "a".repeat(64));
    private static final Checksum WEAK = new Checksum("md5", "b".repeat(32));

    @Test
    void anotherOriginThatClaimsTheDigestSharesNothing() throws ImageException {
        ImageInfo info = ImageInfo.builder().checksums(List.of(STRONG)).build();
        ContentNames here = TestStore.names("http://here/a", info);
        ContentNames there = TestStore.names("http://there/a", info);
        assertThat(here.vouchedKeys()).doesNotContainAnyElementsOf(there.vouchedKeys());
        assertThat(here.flightKey()).isNotEqualTo(there.flightKey());
        assertThat(TestStore.names("http://here/b", info).vouchedKeys()).isEqualTo(here.vouchedKeys());
        assertThat(TestStore.names("http://here:81/a", info).vouchedKeys()).isNotEqualTo(here.vouchedKeys());
    }

    @Test
    void imagesOfOneCatalogueWithoutAHostShareWhatItVouchesFor() throws ImageException {
        ImageInfo info = ImageInfo.builder().checksums(List.of(STRONG)).build();
        String one = "3e0a1e66-6413-5a54-a832-f42edaa5f564";
        String other = "0b5c7d9e-1111-4222-8333-444455556666";

        assertThat(TestStore.names(one, info).vouchedKeys())
                .isEqualTo(TestStore.names(other, info).vouchedKeys());
        assertThat(TestStore.names(one, info).flightKey())
                .isEqualTo(TestStore.names(other, info).flightKey());
    }

    @Test
    void aWeakDigestVouchesForNothing() throws ImageException {
        ContentNames names = TestStore.names(
                "http://here/a", ImageInfo.builder().checksums(List.of(WEAK)).build());
        assertThat(names.vouchedKeys()).isEmpty();
        assertThat(names.shared()).isFalse();
    }

    @Test
    @DisplayName("C-21: without a version or digest nothing is shared between callers")
    void withoutVersionOrDigestNothingIsShared() throws ImageException {
        ImageInfo info = ImageInfo.builder().size(5).build();
        assertThat(TestStore.names("http://here/a", info).flightKey())
                .isNotEqualTo(TestStore.names("http://here/a", info).flightKey());
    }

    @Test
    void aVersionIsSharedByOneReferenceAndArchitecture() throws ImageException {
        ImageInfo info = TestStore.version("v1");
        String key = TestStore.names("http://here/a", info).flightKey();
        assertThat(TestStore.names("http://here/a", info).flightKey()).isEqualTo(key);
        assertThat(TestStore.names("http://here/b", info).flightKey()).isNotEqualTo(key);
        assertThat(TestStore.names("http://here/a", TestStore.version("v2")).flightKey())
                .isNotEqualTo(key);
        assertThat(ContentNames.of(TestStore.request("http://here/a").architecture("arm64"), info, List.of())
                        .flightKey())
                .isNotEqualTo(key);
    }

    @Test
    void theCallersStrongChecksumNamesAFlight() throws ImageException {
        ImageInfo info = ImageInfo.builder().build();
        var request = TestStore.request("http://here/a");
        ContentNames names = ContentNames.of(request, info, List.of(WEAK, STRONG));
        assertThat(names.shared()).isTrue();
        assertThat(names.flightKey())
                .isEqualTo(ContentNames.of(request, info, List.of(STRONG)).flightKey());
        assertThat(ContentNames.of(request, info, List.of(WEAK)).shared()).isFalse();
    }
}
