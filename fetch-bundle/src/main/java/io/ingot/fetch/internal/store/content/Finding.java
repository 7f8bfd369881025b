// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

import java.util.Optional;

/**
 * What a look at a content found.
 *
 * @param content the content, if it is sound
 * @param news whether its witness is to be written anew
 * @param damage what is wrong with it, if it is there and not sound
 */
record Finding(Optional<Sound> content, boolean news, Optional<String> damage) {
    static Finding absent() {
        return new Finding(Optional.empty(), false, Optional.empty());
    }

    static Finding damaged(String why) {
        return new Finding(Optional.empty(), false, Optional.of(why));
    }

    static Finding sound(Sound content, boolean news) {
        return new Finding(Optional.of(content), news, Optional.empty());
    }
}
