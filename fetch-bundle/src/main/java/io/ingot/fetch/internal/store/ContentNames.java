// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.common.digest.Sha256;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.image.Checksum;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.Origin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The keys under which one content is looked for and recorded. Each is 64 hexadecimal digits, hence a safe file name that
 * tells nothing of a reference's secrets.
 *
 * @param referenceKey of the exact reference and the architecture
 * @param referenceMark of the exact reference alone
 * @param displayReference the reference without secrets, for people
 * @param vouchedKeys of each strong digest that the service vouches for, together with its scheme and authority: an
 *     origin that claims the digest of another's image is not handed that image
 * @param locationKey of the reference without its signature, and the architecture; recorded where there is a signature
 * @param plainKey the reference key of the reference that has no signature; absent for that itself
 * @param expectedKeys of each strong digest that the caller wants: they lead to what was obtained openly, and to nothing else
 * @param anonymousKeys of each strong digest of what was obtained openly, to be recorded; see {@link #obtainedAnonymously}
 * @param flightKey what one transfer is of; it names part file and turn
 * @param shared whether the flight key says which bytes these are, so that callers share one transfer and a later one
 *     goes on from what an earlier one left; else the key is random
 * @param anonymous whether the request brought no credentials of its own
 * @param signed whether the reference may hold what grants access
 */
public record ContentNames(
        String referenceKey,
        String referenceMark,
        String displayReference,
        List<String> vouchedKeys,
        String locationKey,
        Optional<String> plainKey,
        List<String> expectedKeys,
        List<String> anonymousKeys,
        String flightKey,
        boolean shared,
        boolean anonymous,
        boolean signed) {

    /** Copies the lists. */
    public ContentNames {
        vouchedKeys = List.copyOf(vouchedKeys);
        expectedKeys = List.copyOf(expectedKeys);
        anonymousKeys = List.copyOf(anonymousKeys);
    }

    /**
     * The names of what was shown to this request.
     *
     * @param origin the origin of its reference, which vouches for the digests that it shows
     * @param wanted the checksums that the caller wants
     */
    public static ContentNames of(ImageRequest request, Origin origin, ImageInfo shown, List<Checksum> wanted) {
        List<String> vouched = strong(shown.checksums()).stream()
                .map(sum -> vouchedKey(origin, sum))
                .toList();
        Optional<String> flight = vouched.stream()
                .findFirst()
                .or(() -> versionKey(request, shown))
                .or(() -> expectedKey(request, wanted));
        return new ContentNames(
                referenceKey(request),
                referenceMark(request.reference()),
                request.reference().toString(),
                vouched,
                key("location", UnsignedReference.texts(request.reference()), architecture(request)),
                signed(request.reference())
                        ? UnsignedReference.plain(request.reference()).map(text -> referenceKey(text, request))
                        : Optional.empty(),
                anonymousKeys(wanted),
                List.of(),
                flight.orElseGet(StoreLayout::randomKey),
                flight.isPresent(),
                anonymous(request),
                signed(request.reference()));
    }

    /** The keys that are recorded beside that of the reference: a content that only they name has no name. */
    List<String> furtherKeys() {
        List<String> keys = new ArrayList<>(vouchedKeys);
        if (signed) {
            keys.add(locationKey);
        }
        keys.addAll(anonymousKeys);
        return keys;
    }

    /**
     * The same names of a content that was obtained openly: without credentials, from a reference for which {@link
     * #signed} is false. Its digests lead to it from now on, under whatever name.
     */
    public ContentNames obtainedAnonymously(List<Checksum> digests) {
        return new ContentNames(
                referenceKey,
                referenceMark,
                displayReference,
                vouchedKeys,
                locationKey,
                plainKey,
                expectedKeys,
                anonymousKeys(digests),
                flightKey,
                shared,
                anonymous,
                signed);
    }

    /** Whether a reference may hold what grants access: a query is a signature for all that is known of it. */
    public static boolean signed(ImageReference reference) {
        return reference.query().isPresent() || reference.userInfo().isPresent();
    }

    /** Whether a request brings no credentials of its own: whoever may use its service may make it. */
    public static boolean anonymous(ImageRequest request) {
        return request.credentials().isEmpty() && request.reference().userInfo().isEmpty();
    }

    /** The key of a reference and an architecture. */
    public static String referenceKey(ImageRequest request) {
        return referenceKey(request.reference().exact(), request);
    }

    private static String referenceKey(String exact, ImageRequest request) {
        return key("reference", exact, architecture(request));
    }

    /** The mark of a reference for whatever architecture. */
    public static String referenceMark(ImageReference reference) {
        return key("mark", reference.exact());
    }

    private static String vouchedKey(Origin origin, Checksum sum) {
        return key("vouched", origin.scheme(), server(origin), sum.algorithm(), sum.hex());
    }

    /** The host, and a port that is not the default: the text that stores have on disk. */
    private static String server(Origin origin) {
        String port = origin.port().isEmpty() || origin.hasDefaultPort()
                ? ""
                : ":" + origin.port().getAsInt();
        return origin.host().orElse("") + port;
    }

    private static Optional<String> versionKey(ImageRequest request, ImageInfo shown) {
        String size = shown.size().isPresent() ? Long.toString(shown.size().getAsLong()) : "";
        return shown.version()
                .map(version -> key(
                        "version", UnsignedReference.texts(request.reference()), architecture(request), version, size));
    }

    private static Optional<String> expectedKey(ImageRequest request, List<Checksum> wanted) {
        return strong(wanted).stream()
                .findFirst()
                .map(sum -> key(
                        "wanted", UnsignedReference.texts(request.reference()), architecture(request), sum.toString()));
    }

    private static List<String> anonymousKeys(List<Checksum> sums) {
        return strong(sums).stream()
                .map(sum -> key("open", sum.algorithm(), sum.hex()))
                .toList();
    }

    private static List<Checksum> strong(List<Checksum> sums) {
        return sums.stream()
                .filter(Checksum::strong)
                .sorted(Comparator.comparing(Checksum::toString))
                .toList();
    }

    private static String architecture(ImageRequest request) {
        return request.architecture().orElse("");
    }

    private static String key(String kind, List<String> first, String... further) {
        List<String> texts = new ArrayList<>();
        texts.add(kind);
        texts.add(Integer.toString(first.size()));
        texts.addAll(first);
        texts.addAll(List.of(further));
        return key(texts.toArray(String[]::new));
    }

    /** Each text with its length, so that no two lists of texts make one. */
    private static String key(String... texts) {
        MessageDigest digest = Sha256.start();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
