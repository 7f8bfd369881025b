// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.image;

import io.ingot.glance.internal.document.JsonDocument;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The metadata of an image as Glance sends it (Image API v2, "show image"), and what they mean here. */
public final class GlanceImage {
    private static final String ADVICE =
            "check that io.ingot.glance/endpoint, or else Keystone's catalogue, leads to Glance";

    /** Who may have an image (Image API v2, "image visibility"). */
    public enum Visibility {
        /** Everybody. */
        PUBLIC,
        /** Everybody, though it is in nobody's list. */
        COMMUNITY,
        /** The project that owns it, and those that are its members. */
        SHARED,
        /** The project that owns it. */
        PRIVATE,
        /** Nobody knows. */
        UNKNOWN
    }

    private final String id;
    private final Map<String, @Nullable Object> attributes;

    private GlanceImage(String id, Map<String, @Nullable Object> attributes) {
        this.id = id;
        this.attributes = attributes;
    }

    /**
     * Reads what Glance sent.
     *
     * @throws ImageException lasting TRANSFER_FAILED if it is no JSON object about this image
     */
    public static GlanceImage read(String id, InputStream document) throws ImageException {
        Map<String, @Nullable Object> attributes = JsonDocument.read(document, what(id), ADVICE);
        if (!id.equals(attributes.get("id"))) {
            throw unusable(id, "they are of another image or of none");
        }
        return new GlanceImage(id, attributes);
    }

    /** Who may have it. */
    public Visibility visibility() {
        return switch (text("visibility").orElse("")) {
            case "public" -> Visibility.PUBLIC;
            case "community" -> Visibility.COMMUNITY;
            case "shared" -> Visibility.SHARED;
            case "private" -> Visibility.PRIVATE;
            default -> Visibility.UNKNOWN;
        };
    }

    /** The id of the project that owns it. */
    public Optional<String> owner() {
        return text("owner");
    }

    /** Where Glance's stores keep it, as far as Glance tells. */
    public StoreLocations storeLocations() {
        return StoreLocations.of(id, attributes.get("locations"), attributes.get("direct_url"));
    }

    /**
     * What it says.
     *
     * @throws ImageException UNACCEPTABLE for an image that is not active, or is empty; or what is wrong with the metadata
     */
    public ImageInfo info() throws ImageException {
        ImageStatus.check(id, text("status").orElse(""));
        List<Checksum> checksums = checksums();
        ImageInfo.Builder info = ImageInfo.builder()
                .version(version(checksums))
                .immutable(true)
                .checksums(checksums)
                .properties(Attributes.texts(attributes));
        Optional<Long> size = size();
        if (size.isPresent()) {
            info.size(size.get());
        }
        text("disk_format").ifPresent(info::diskFormat);
        text("container_format").ifPresent(info::containerFormat);
        text("updated_at")
                .ifPresent(text -> GlanceTime.parse(text)
                        .ifPresentOrElse(
                                info::updatedAt,
                                () -> info.note("Glance's updated_at is no date and was passed over")));
        Attributes.malformed(attributes)
                .forEach(name -> info.note("Glance's " + name + " is no JSON and was left as it is"));
        return info.build();
    }

    /** The id, where a digest tells the bytes; else all that changes if an administrator has put others in their place. */
    private String version(List<Checksum> checksums) {
        return checksums.stream().anyMatch(Checksum::strong)
                ? id
                : String.join(
                        " ",
                        id,
                        text("checksum").orElse("-"),
                        text("updated_at").orElse("-"));
    }

    private Optional<Long> size() throws ImageException {
        Object size = attributes.get("size");
        if (size == null) {
            return Optional.empty();
        }
        if (size instanceof Integer || size instanceof Long) {
            long bytes = ((Number) size).longValue();
            if (bytes == 0) {
                throw new ImageException(
                        ErrorCode.UNACCEPTABLE, "Glance image " + id + " is empty: it is active, and has no bytes");
            }
            if (bytes > 0) {
                return Optional.of(bytes);
            }
        }
        throw unusable(id, "their size is no number of bytes");
    }

    private List<Checksum> checksums() throws ImageException {
        List<Checksum> sums = new ArrayList<>();
        Optional<String> algorithm = text("os_hash_algo");
        Optional<String> value = text("os_hash_value");
        if (algorithm.isPresent() && value.isPresent()) {
            sums.add(checksum(algorithm.get(), value.get(), "os_hash_value"));
        }
        Optional<String> legacy = text("checksum");
        if (legacy.isPresent() && sums.stream().noneMatch(sum -> sum.algorithm().equals("md5"))) {
            sums.add(checksum("md5", legacy.get(), "checksum"));
        }
        return sums;
    }

    private Checksum checksum(String algorithm, String hex, String attribute) throws ImageException {
        try {
            return new Checksum(algorithm.replaceFirst("(?i)^sha3_", "sha3-"), hex); // hashlib writes sha3_512
        } catch (IllegalArgumentException e) {
            throw new ImageException(
                    ErrorCode.INVALID_METADATA,
                    "the " + attribute + " of Glance image " + id + " is wrong: " + e.getMessage(),
                    e);
        }
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(attributes.get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isBlank());
    }

    private static String what(String id) {
        return "the metadata of Glance image " + id;
    }

    private static ImageException unusable(String id, String why) {
        return new ImageException(ErrorCode.TRANSFER_FAILED, what(id) + " cannot be used: " + why + "; " + ADVICE)
                .nonRetryable();
    }
}
