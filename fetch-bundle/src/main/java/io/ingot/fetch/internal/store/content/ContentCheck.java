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
record ContentCheck(Optional<SoundContent> content, boolean news, Optional<String> damage) {
    static ContentCheck absent() {
        return new ContentCheck(Optional.empty(), false, Optional.empty());
    }

    static ContentCheck damaged(String why) {
        return new ContentCheck(Optional.empty(), false, Optional.of(why));
    }

    static ContentCheck sound(SoundContent content, boolean news) {
        return new ContentCheck(Optional.of(content), news, Optional.empty());
    }
}
