// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ingot.image.Checksum;
import io.ingot.image.Credentials;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FetchRequestTest {
    private static final Checksum SHA256 = new Checksum("sha256", "a".repeat(64));
    private static final Checksum MD5 = new Checksum("md5", "b".repeat(32));

    @Test
    void aPlainRequestHasOnlyAReference() throws ImageException {
        FetchRequest request = request();

        assertThat(request.checksums()).isEmpty();
        assertThat(request.checksumFiles()).isEmpty();
        assertThat(request.options()).isSameAs(FetchOptions.DEFAULT);
        request.listener().accept(Progress.of(FetchPhase.DONE));
    }

    @Test
    void aRequestIsChangedByCopyAndKeepsTheRest() throws ImageException {
        List<Progress> received = new ArrayList<>();
        FetchRequest plain = request();
        FetchRequest full = plain.checksum(SHA256)
                .checksum(MD5)
                .options(FetchOptions.DEFAULT.maxSize(10))
                .listener(received::add);

        assertThat(full.checksums()).containsExactly(SHA256, MD5);
        assertThat(full.options().maxSize()).hasValue(10);
        assertThat(full.image()).isEqualTo(plain.image());
        assertThat(full.destination()).isEqualTo(plain.destination());
        full.listener().accept(Progress.of(FetchPhase.DONE));
        assertThat(received).hasSize(1);
        assertThat(plain.checksums()).isEmpty();
        assertThat(plain.options().maxSize()).isEmpty();
    }

    @Test
    void aChecksumFileMayBeReadForOneAlgorithm() throws ImageException {
        ImageRequest sums = ImageRequest.of(ImageReference.parse("http://h/SUMS"));
        FetchRequest request =
                request().checksumFile(sums).checksumFile(new ChecksumFileRequest(sums, Optional.of("SHA-512")));

        assertThat(request.checksumFiles())
                .containsExactly(new ChecksumFileRequest(sums), new ChecksumFileRequest(sums, Optional.of("sha512")));
        assertThat(request.resolveChecksumFiles(List.of(SHA256)).checksumFiles())
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChecksumFileRequest(sums, Optional.of("no algorithm")));
    }

    @Test
    void theDestinationIsAbsoluteAndNormal() throws ImageException {
        ImageRequest image = request().image();

        assertThat(FetchRequest.of(image, Path.of("a/../b")).destination())
                .isEqualTo(Path.of("b").toAbsolutePath());
    }

    @Test
    void itsTextContainsNoSecret() throws ImageException {
        ImageRequest image = ImageRequest.of(ImageReference.parse("http://u:hunter2@h/a?sig=hunter2"))
                .as(new Credentials.Password("ann", Secret.of("hunter2")));

        assertThat(FetchRequest.of(image, Path.of("/node/a")).toString())
                .doesNotContain("hunter2")
                .contains("http://h/a", "/node/a");
    }

    private static FetchRequest request() throws ImageException {
        return FetchRequest.of(ImageRequest.of(ImageReference.parse("http://h/a")), Path.of("/node/a"));
    }
}
