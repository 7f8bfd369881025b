// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.digest;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A wanted checksum that bytes do not have.
 *
 * @param wanted the checksum
 * @param found what was computed of the bytes, that algorithm's among them
 */
public record Mismatch(Checksum wanted, List<Checksum> found) {
    /**
     * The error for bytes of which no form is the wanted one.
     *
     * @param forms at least one
     */
    public static ImageException of(ImageReference reference, List<Mismatch> forms) {
        Checksum wanted = forms.get(0).wanted();
        String found =
                forms.stream().map(Mismatch::hex).distinct().collect(Collectors.joining(" decoded and as sent "));
        return new ImageException(
                        ErrorCode.CHECKSUM_MISMATCH,
                        wanted.algorithm() + " of " + reference + " is " + found + ", expected " + wanted.hex())
                .about(wanted.toString());
    }

    private String hex() {
        return found.stream()
                .filter(checksum -> checksum.algorithm().equals(wanted.algorithm()))
                .map(Checksum::hex)
                .findFirst()
                .orElse("unknown");
    }
}
