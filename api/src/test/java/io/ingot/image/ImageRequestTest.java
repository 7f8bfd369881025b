// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImageRequestTest {
    private static final Credentials TOKEN = new Credentials.Token(Secret.of("hunter2"));

    @Test
    void aRequestIsChangedByCopy() throws ImageException {
        ImageRequest plain = ImageRequest.of(ImageReference.parse("http://h/a"));
        ImageRequest changed = plain.as(TOKEN).architecture("x86_64");

        assertThat(plain.credentials()).isEmpty();
        assertThat(plain.architecture()).isEmpty();
        assertThat(changed.credentials()).contains(TOKEN);
        assertThat(changed.architecture()).contains("x86_64");
        assertThat(changed.reference()).isEqualTo(plain.reference());
    }

    @Test
    void requestsAreEqualIfAllValuesAre() throws ImageException {
        ImageRequest plain = ImageRequest.of(ImageReference.parse("http://h/a"));

        assertThat(plain.as(TOKEN).architecture("x86_64"))
                .isEqualTo(plain.architecture("x86_64").as(TOKEN))
                .hasSameHashCodeAs(plain.architecture("x86_64").as(TOKEN))
                .isNotEqualTo(plain)
                .isNotEqualTo(plain.as(TOKEN))
                .isNotEqualTo(plain.architecture("x86_64"));
        assertThat(plain).isNotEqualTo(ImageRequest.of(ImageReference.parse("http://h/b")));
    }

    @Test
    void requestHasTheWidestReferrerScope() throws ImageException {
        ImageRequest plain = ImageRequest.of(ImageReference.parse("http://h/a"));
        ImageRequest led = plain.referrerScope(AddressScope.PUBLIC).referrerScope(AddressScope.PRIVATE);

        assertThat(plain.referrerScope()).isEqualTo(AddressScope.HOST);
        assertThat(led.referrerScope()).isEqualTo(AddressScope.PUBLIC);
        assertThat(led.as(TOKEN).architecture("x86_64").noCache(true).referrerScope())
                .isEqualTo(AddressScope.PUBLIC);
        assertThat(led).isNotEqualTo(plain).isEqualTo(plain.referrerScope(AddressScope.PUBLIC));
    }
}
