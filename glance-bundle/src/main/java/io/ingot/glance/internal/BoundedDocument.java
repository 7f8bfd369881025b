// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.io.InputStream;

/** Reads a small document whose length nobody vouches for. */
final class BoundedDocument {
    /** Glance's own limit is 128 properties of 255 characters by default; this is far above. */
    static final int MAX_BYTES = 1 << 20;

    private BoundedDocument() {}

    /** @throws ImageException lasting TRANSFER_FAILED if it is longer than {@link #MAX_BYTES} */
    static byte[] read(InputStream body, String id) throws ImageException {
        byte[] document;
        try {
            document = body.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw ImageException.from(e, "reading the metadata of Glance image " + id);
        }
        if (document.length > MAX_BYTES) {
            throw new ImageException(
                            ErrorCode.TRANSFER_FAILED,
                            "the metadata of Glance image " + id + " have more than " + MAX_BYTES
                                    + " bytes: this is not Glance; check io.ingot.glance/endpoint")
                    .lasting();
        }
        return document;
    }
}
