// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ingot.image.AddressScope;
import io.ingot.image.Credentials;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocationTest {
    private static final Credentials TOKEN = new Credentials.Token(Secret.of("hunter2"));

    @Test
    void aLocationHasItsOwnCredentials() throws ImageException {
        ImageReference reference = ImageReference.parse("https://swift.example/a?temp_url_sig=hunter2");
        Location plain = Location.of(reference);
        Location granted = plain.as(TOKEN).until(Instant.EPOCH);

        assertThat(plain.request()).isEqualTo(ImageRequest.of(reference));
        assertThat(plain.until()).isEmpty();
        assertThat(granted.request()).isEqualTo(ImageRequest.of(reference).as(TOKEN));
        assertThat(granted.until()).contains(Instant.EPOCH);
        assertThat(granted.toString()).doesNotContain("hunter2");
        assertThat(granted)
                .isEqualTo(plain.until(Instant.EPOCH).as(TOKEN))
                .hasSameHashCodeAs(plain.until(Instant.EPOCH).as(TOKEN))
                .isNotEqualTo(plain)
                .isNotEqualTo(plain.as(TOKEN));
    }

    @Test
    void aLocationHasTheScopeOfTheServerThatNamedIt() throws ImageException {
        Location plain = Location.of(ImageReference.parse("http://10.0.0.1/a"));
        Location referred = plain.referrerScope(AddressScope.PUBLIC);

        assertThat(plain.request().referrerScope()).isEqualTo(AddressScope.HOST);
        assertThat(referred.as(TOKEN).until(Instant.EPOCH).request().referrerScope())
                .isEqualTo(AddressScope.PUBLIC);
        assertThat(referred).isNotEqualTo(plain);
    }

    @Test
    void locationsAreNotEmpty() throws ImageException {
        List<Location> locations = new ArrayList<>(List.of(Location.of(ImageReference.parse("http://h/"))));
        ImageSource.Locations source = new ImageSource.Locations(locations);
        locations.clear();

        assertThat(source.locations()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new ImageSource.Locations(List.of()));
    }

    @Test
    void aLocalFileHasAnAbsolutePath() {
        assertThat(new ImageSource.LocalFile(Path.of("/a"), "key").path()).isEqualTo(Path.of("/a"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ImageSource.LocalFile(Path.of("a"), "key"));
    }
}
