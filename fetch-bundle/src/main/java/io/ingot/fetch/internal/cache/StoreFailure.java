// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.image.ImageException;

/** A failure to read or write the store. The image can be fetched without it. */
public final class StoreFailure extends Exception {
    private static final long serialVersionUID = 1L;

    StoreFailure(ImageException cause) {
        super(cause.getMessage(), cause);
    }

    /** The warning for the caller of the fetch. */
    public String warning() {
        return "not kept: the store cannot be used: " + getMessage();
    }
}
