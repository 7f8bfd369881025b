// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.image.ImageException;

/** The store cannot be read or written just now. An image can be fetched without it. */
public final class StoreFailure extends Exception {
    private static final long serialVersionUID = 1L;

    StoreFailure(ImageException cause) {
        super(cause.getMessage(), cause);
    }

    /** A sentence for whoever fetches. */
    public String warning() {
        return "not kept, since the store cannot be used: " + getMessage();
    }
}
