// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.Origin;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests which requests share keys. */
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
    void imagesOfOneCatalogueWithoutAHostShareVouchedKeys() throws ImageException {
        ImageInfo info = ImageInfo.builder().checksums(List.of(STRONG)).build();
        String one = "cat://one/";
        String other = "cat://other/";

        ContentNames names = catalogued(one, info);

        assertThat(names.vouchedKeys()).isEqualTo(catalogued(other, info).vouchedKeys());
        assertThat(names.flightKey()).isEqualTo(catalogued(other, info).flightKey());
        assertThat(names.referenceKey()).isNotEqualTo(catalogued(other, info).referenceKey());
    }

    private static ContentNames catalogued(String reference, ImageInfo info) throws ImageException {
        return ContentNames.of(TestStore.request(reference), Origin.ofScheme("cat"), info, List.of());
    }

    @Test
    void twoSpellingsOfOneOriginShareVouchedKeys() throws ImageException {
        ImageInfo info = ImageInfo.builder().checksums(List.of(STRONG)).build();

        assertThat(TestStore.names("https://here:443/a", info).vouchedKeys())
                .isEqualTo(TestStore.names("https://here./b", info).vouchedKeys());
    }

    @Test
    void vouchedKeysAreThoseOfStoresOnDisk() throws ImageException {
        ImageInfo info = ImageInfo.builder().checksums(List.of(STRONG)).build();

        assertThat(TestStore.names("https://here/a", info).vouchedKeys())
                .containsExactly("4132a7634ff60587bd81caf3288a209c7f74f00babc5b914fc084ad37dccf00e");
        assertThat(TestStore.names("https://here:8443/a", info).vouchedKeys())
                .containsExactly("ad650fd5e7c0794b9e42eb0c2da4e1e3249c86f3b58b9f0d904919d6876192e2");
        assertThat(ContentNames.of(
                                TestStore.request("3e0a1e66-6413-5a54-a832-f42edaa5f564"),
                                Origin.ofScheme("glance"),
                                info,
                                List.of())
                        .vouchedKeys())
                .containsExactly("784546134ed999ec3f468360af5f0a39c5a0223233e310796fc0ef850ba0cf6e");
    }

    @Test
    void aWeakDigestHasNoVouchedKey() throws ImageException {
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
        ImageRequest arm = TestStore.request("http://here/a").architecture("arm64");
        assertThat(ContentNames.of(arm, arm.reference().origin(), info, List.of())
                        .flightKey())
                .isNotEqualTo(key);
    }

    @Test
    void aStrongChecksumOfTheCallerDeterminesTheFlightKey() throws ImageException {
        ImageInfo info = ImageInfo.builder().build();
        var request = TestStore.request("http://here/a");
        ContentNames names = ContentNames.of(request, request.reference().origin(), info, List.of(WEAK, STRONG));
        assertThat(names.shared()).isTrue();
        assertThat(names.flightKey())
                .isEqualTo(ContentNames.of(request, request.reference().origin(), info, List.of(STRONG))
                        .flightKey());
        assertThat(ContentNames.of(request, request.reference().origin(), info, List.of(WEAK))
                        .shared())
                .isFalse();
    }
}
