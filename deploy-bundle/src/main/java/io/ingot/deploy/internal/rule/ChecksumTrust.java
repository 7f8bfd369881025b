// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Example;
import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.Checksum;
import io.ingot.image.ImageReference;
import java.util.List;

/** Checks whether there is a checksum with which the image can be verified. */
public final class ChecksumTrust {
    private ChecksumTrust() {}

    /**
     * Checks the image service's checksums, where the operator gave none.
     *
     * @param vouched the checksums that the image service vouches for
     */
    public static void check(ImageReference image, List<Checksum> vouched, boolean required, Findings findings) {
        if (image.scheme().equals("file")) {
            return;
        }
        if (vouched.isEmpty()) {
            String message = image
                    + ": a checksum is required, but neither instance_info nor the image service has one; set image_checksum"
                    + " to ALGORITHM:HEX or to the URL of a checksum file";
            if (required) {
                findings.missing(Field.IMAGE_CHECKSUM, message, Example.checksum());
            } else {
                findings.warn(image + ": there is no checksum, so the image cannot be verified; set image_checksum");
            }
        } else if (vouched.stream().noneMatch(Checksum::strong)) {
            findings.warn(image + ": its only checksum is " + vouched.get(0).algorithm()
                    + ", which can be forged; set image_checksum to a sha256 or sha512");
        }
    }
}
