// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Example;
import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.Checksum;
import io.ingot.image.ImageReference;
import java.util.List;

/** Whether there is a checksum by which one can tell that an image is the right one. */
public final class ChecksumTrust {
    private ChecksumTrust() {}

    /**
     * Judges what there is, where the operator named none.
     *
     * @param vouched the checksums that the image's service vouches for
     */
    public static void check(ImageReference image, List<Checksum> vouched, boolean required, Findings findings) {
        if (image.scheme().equals("file")) {
            return;
        }
        if (vouched.isEmpty()) {
            String none = "a checksum is required, and neither instance_info nor the service of " + image
                    + " has one; give ALGORITHM:HEX, or the URL of a checksum file";
            if (required) {
                findings.missing(Field.IMAGE_CHECKSUM, none, Example.checksum());
            } else {
                findings.warn("nobody names a checksum of " + image + ": no one can tell that it is the right image");
            }
        } else if (vouched.stream().noneMatch(Checksum::strong)) {
            findings.warn("all that is known of the digest of " + image + " is "
                    + vouched.get(0).algorithm() + ", which can be forged; set image_checksum to a sha256 or sha512");
        }
    }
}
