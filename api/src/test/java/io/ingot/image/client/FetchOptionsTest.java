// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FetchOptionsTest {
    @Test
    void defaultOptionsAreEmpty() {
        FetchOptions options = FetchOptions.DEFAULT;

        assertThat(options.digests()).isEmpty();
        assertThat(options.acceptListing()).isFalse();
        assertThat(options.requireLength()).isFalse();
        assertThat(options.maxSize()).isEmpty();
        assertThat(options.timeout()).isEmpty();
        assertThat(options.useStore()).isTrue();
        assertThat(options.segments()).isEmpty();
        assertThat(options.priority()).isEqualTo(FetchOptions.Priority.NORMAL);
        assertThat(options.requester()).isEmpty();
    }

    @Test
    void optionIsChangedByCopyAndKeepsTheRest() {
        FetchOptions options = FetchOptions.DEFAULT
                .digests(List.of("SHA-512", "sha512", "md5"))
                .acceptListing(true)
                .requireLength(true)
                .maxSize(10)
                .timeout(Duration.ofSeconds(3))
                .useStore(false)
                .segments(4)
                .priority(FetchOptions.Priority.URGENT)
                .requester("nova");

        assertThat(options.digests()).containsExactlyInAnyOrder("sha512", "md5");
        assertThat(options.acceptListing()).isTrue();
        assertThat(options.requireLength()).isTrue();
        assertThat(options.maxSize()).hasValue(10);
        assertThat(options.timeout()).contains(Duration.ofSeconds(3));
        assertThat(options.useStore()).isFalse();
        assertThat(options.segments()).hasValue(4);
        assertThat(options.priority()).isEqualTo(FetchOptions.Priority.URGENT);
        assertThat(options.requester()).contains("nova");
        assertThat(FetchOptions.DEFAULT.requester()).isEmpty();
    }

    @Test
    void flagCanBeReset() {
        assertThat(FetchOptions.DEFAULT.acceptListing(true).acceptListing(false).acceptListing())
                .isFalse();
    }

    @Test
    void valuesAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> FetchOptions.DEFAULT.maxSize(0));
        assertThatIllegalArgumentException().isThrownBy(() -> FetchOptions.DEFAULT.maxSize(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> FetchOptions.DEFAULT.segments(0));
        assertThatIllegalArgumentException().isThrownBy(() -> FetchOptions.DEFAULT.digests(List.of("no name")));
    }
}
