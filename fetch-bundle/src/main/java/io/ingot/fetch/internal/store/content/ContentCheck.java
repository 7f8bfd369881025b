// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

import java.util.Optional;

/**
 * The result of checking a stored image; all absent if the image is not in the store.
 *
 * @param content the image, if it is intact
 * @param fingerprintChanged whether the recorded fingerprint must be updated
 * @param damage the damage, if the image is present but not intact
 */
record ContentCheck(Optional<CheckedContent> content, boolean fingerprintChanged, Optional<String> damage) {
    static ContentCheck absent() {
        return new ContentCheck(Optional.empty(), false, Optional.empty());
    }

    static ContentCheck damaged(String why) {
        return new ContentCheck(Optional.empty(), false, Optional.of(why));
    }

    static ContentCheck passed(CheckedContent content, boolean fingerprintChanged) {
        return new ContentCheck(Optional.of(content), fingerprintChanged, Optional.empty());
    }
}
