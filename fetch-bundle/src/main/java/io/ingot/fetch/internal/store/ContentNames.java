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
 * The keys under which one image is looked up and recorded. Each key is 64 hexadecimal digits: a safe file name that
 * reveals no secret of the reference.
 *
 * @param referenceKey the key of the exact reference and the architecture
 * @param referenceMark the key of the exact reference, whatever the architecture
 * @param displayReference the reference without secrets, for people
 * @param vouchedKeys one key for each strong digest that the service vouches for, together with its scheme and
 *     authority: an origin that claims the digest of another origin's image does not get that image
 * @param locationKey the key of the reference without its signature, and the architecture; recorded if the reference
 *     has a signature
 * @param plainKey the reference key of the same reference without a signature; absent if the reference has none
 * @param expectedKeys one key for each strong digest that the caller expects; these lead only to images that were
 *     obtained anonymously
 * @param anonymousKeys one key to record for each strong digest of an image that was obtained anonymously; see {@link
 *     #obtainedAnonymously}
 * @param flightKey the key of a transfer: it names the part file and the transfer lock
 * @param shared whether the flight key identifies the bytes, so that callers share one transfer and a later transfer
 *     resumes an interrupted one; otherwise the key is random
 * @param anonymous whether the request has no credentials
 * @param signed whether the reference itself may grant access
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
     * Returns the keys for what an image service knows of the image of a request.
     *
     * @param origin the origin of the reference, which vouches for the digests in {@code info}
     * @param info what the image service knows of the image
     * @param expected the checksums that the caller expects
     */
    public static ContentNames of(ImageRequest request, Origin origin, ImageInfo info, List<Checksum> expected) {
        List<String> vouched = strong(info.checksums()).stream()
                .map(sum -> vouchedKey(origin, sum))
                .toList();
        Optional<String> flight = vouched.stream()
                .findFirst()
                .or(() -> versionKey(request, info))
                .or(() -> expectedKey(request, expected));
        return new ContentNames(
                referenceKey(request),
                referenceMark(request.reference()),
                request.reference().toString(),
                vouched,
                key("location", UnsignedReference.texts(request.reference()), architecture(request)),
                signed(request.reference())
                        ? UnsignedReference.plain(request.reference()).map(text -> referenceKey(text, request))
                        : Optional.empty(),
                anonymousKeys(expected),
                List.of(),
                flight.orElseGet(StoreLayout::randomKey),
                flight.isPresent(),
                anonymous(request),
                signed(request.reference()));
    }

    /**
     * Returns the keys that are recorded in addition to the reference key. An image that only these lead to is
     * unreferenced.
     */
    List<String> furtherKeys() {
        List<String> keys = new ArrayList<>(vouchedKeys);
        if (signed) {
            keys.add(locationKey);
        }
        keys.addAll(anonymousKeys);
        return keys;
    }

    /**
     * Returns these keys for an image that was obtained anonymously: without credentials, from a reference for which
     * {@link #signed} is false. Its digests lead to it, whatever the reference.
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

    /** Returns whether a reference may itself grant access: any query may be a signature. */
    public static boolean signed(ImageReference reference) {
        return reference.query().isPresent() || reference.userInfo().isPresent();
    }

    /** Returns whether a request has no credentials, so that every user of its service may make it. */
    public static boolean anonymous(ImageRequest request) {
        return request.credentials().isEmpty() && request.reference().userInfo().isEmpty();
    }

    /** Returns the key of a request's reference and architecture. */
    public static String referenceKey(ImageRequest request) {
        return referenceKey(request.reference().exact(), request);
    }

    private static String referenceKey(String exact, ImageRequest request) {
        return key("reference", exact, architecture(request));
    }

    /** Returns the key of a reference, whatever the architecture. */
    public static String referenceMark(ImageReference reference) {
        return key("mark", reference.exact());
    }

    private static String vouchedKey(Origin origin, Checksum sum) {
        return key("vouched", origin.scheme(), server(origin), sum.algorithm(), sum.hex());
    }

    /** Returns the host, and a port that is not the default. Stores on disk depend on this text. */
    private static String server(Origin origin) {
        String port = origin.port().isEmpty() || origin.hasDefaultPort()
                ? ""
                : ":" + origin.port().getAsInt();
        return origin.host().orElse("") + port;
    }

    private static Optional<String> versionKey(ImageRequest request, ImageInfo info) {
        String size = info.size().isPresent() ? Long.toString(info.size().getAsLong()) : "";
        return info.version()
                .map(version -> key(
                        "version", UnsignedReference.texts(request.reference()), architecture(request), version, size));
    }

    private static Optional<String> expectedKey(ImageRequest request, List<Checksum> expected) {
        return strong(expected).stream()
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

    /** Hashes each text with its length, so that two lists of texts never give the same key. */
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
