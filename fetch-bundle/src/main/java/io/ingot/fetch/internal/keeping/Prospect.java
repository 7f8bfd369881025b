// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.keeping;

import io.ingot.fetch.internal.landing.Destination;
import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.Remembered;
import io.ingot.fetch.internal.store.Store;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.store.HeldImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a fetch would be a hit, told without reading an image.
 *
 * @param held whether it would be one
 * @param reason why, or why not
 * @param space the bytes that it would need, if that is known
 */
public record Prospect(boolean held, String reason, OptionalLong space) {
    /** The prospect of an image that the store has no part in. */
    public static Prospect without(String why, ImageInfo shown) {
        return new Prospect(false, "not held: " + why, shown.size());
    }

    /** The prospect in a store, by the times of the held file, too. Reads no image, changes nothing. */
    public static Prospect in(
            Store store,
            FetchRequest request,
            ImageInfo shown,
            List<Checksum> wanted,
            Destination destination,
            Call call)
            throws ImageException {
        ContentNames names = ContentNames.of(request.image(), shown, request.checksums());
        boolean copied = !store.sharesBytesWith(destination);
        Prospect missing = missing("nothing is recorded", shown, copied);
        for (String key : Shelf.keys(names)) {
            Optional<Remembered> recorded = store.remembered(key);
            if (recorded.isPresent()) {
                Prospect prospect = in(store, recorded.get(), request, shown, wanted, copied, call);
                if (prospect.held()) {
                    return prospect;
                }
                missing = prospect;
            }
        }
        return missing;
    }

    private static Prospect in(
            Store store,
            Remembered recorded,
            FetchRequest request,
            ImageInfo shown,
            List<Checksum> wanted,
            boolean copied,
            Call call)
            throws ImageException {
        Optional<HeldImage> image = store.list().stream()
                .filter(held -> held.sha256().equals(recorded.sha256()))
                .findFirst();
        if (image.isEmpty()) {
            return missing("sha256:" + recorded.sha256() + " was, and has gone", shown, copied);
        }
        List<Checksum> digests = image.get().digests();
        boolean named = request.checksums().stream().anyMatch(sum -> sum.strong() && digests.contains(sum));
        if (!recorded.info().sameVersion(shown) && !(shown.version().isEmpty() && named)) {
            return missing(difference(recorded.info(), shown), shown, copied);
        }
        Optional<Checksum> other = wanted.stream()
                .filter(sum -> !digests.contains(sum)
                        && digests.stream().anyMatch(known -> known.algorithm().equals(sum.algorithm())))
                .findFirst();
        if (other.isPresent()) {
            return missing("what is held has not the " + other.get() + " that is wanted", shown, copied);
        }
        String content = "sha256:" + recorded.sha256();
        OptionalLong space = OptionalLong.of(copied ? image.get().size() : 0);
        return switch (store.condition(recorded.sha256(), call)) {
            case SOUND ->
                new Prospect(
                        true,
                        "held: " + content + ", unchanged since " + image.get().added(),
                        space);
            case DOUBTFUL ->
                new Prospect(
                        true, "held: " + content + ", but its file has changed since: it would be read anew", space);
            case DAMAGED -> missing(content + " has been written to since: it would be fetched again", shown, copied);
        };
    }

    private static String difference(ImageInfo recorded, ImageInfo shown) {
        if (shown.version().isEmpty()) {
            return "the origin does not say which version it has, and no strong checksum that is wanted is held";
        }
        if (!recorded.entityTag().equals(shown.entityTag())) {
            return "the origin has another version (etag " + shown.entityTag().orElse("none") + " instead of "
                    + recorded.entityTag().orElse("none") + ")";
        }
        if (!recorded.updatedAt().equals(shown.updatedAt())) {
            return "the origin has another version (of " + text(shown) + " instead of " + text(recorded) + ")";
        }
        return "the origin has another version";
    }

    private static String text(ImageInfo info) {
        return info.updatedAt().map(Object::toString).orElse("an unknown time");
    }

    /** A copy at the destination comes besides what is held. */
    private static Prospect missing(String why, ImageInfo shown, boolean copied) {
        OptionalLong size = shown.size();
        return new Prospect(
                false,
                "not held: " + why,
                size.isPresent() && copied ? OptionalLong.of(Math.multiplyExact(2, size.getAsLong())) : size);
    }
}
