// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.store;

import java.util.List;

/** What a look at every image of a store found. Immutable. */
public final class StoreVerification {
    private final List<StoredImage> sound;
    private final List<Damage> damages;

    private StoreVerification(List<StoredImage> sound, List<Damage> damages) {
        this.sound = List.copyOf(sound);
        this.damages = List.copyOf(damages);
    }

    /** What was found. */
    public static StoreVerification of(List<StoredImage> sound, List<Damage> damages) {
        return new StoreVerification(sound, damages);
    }

    /** The images that are as they were recorded. */
    public List<StoredImage> sound() {
        return sound;
    }

    /** What was damaged, and was dropped. */
    public List<Damage> damages() {
        return damages;
    }

    /**
     * One thing that was damaged.
     *
     * @param name of the content or the record: a digest or a file's name
     * @param reason what was wrong with it, a sentence
     */
    public record Damage(String name, String reason) {}
}
