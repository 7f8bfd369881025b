// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.digest;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An expected checksum that the received bytes do not have.
 *
 * @param expected the expected checksum
 * @param computed the digests of the bytes, including that of the same algorithm
 */
public record Mismatch(Checksum expected, List<Checksum> computed) {
    /**
     * Returns the failure for bytes of which no form has the expected checksum.
     *
     * @param forms at least one
     */
    public static ImageException failure(ImageReference reference, List<Mismatch> forms) {
        Checksum expected = forms.get(0).expected();
        String actual =
                forms.stream().map(Mismatch::hex).distinct().collect(Collectors.joining(" decoded and as sent "));
        return new ImageException(
                        ErrorCode.CHECKSUM_MISMATCH,
                        expected.algorithm() + " of " + reference + " is " + actual + ", expected " + expected.hex())
                .about(expected.toString());
    }

    private String hex() {
        return computed.stream()
                .filter(checksum -> checksum.algorithm().equals(expected.algorithm()))
                .map(Checksum::hex)
                .findFirst()
                .orElse("unknown");
    }
}
