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

/** The metadata of an image as Glance sends them (Image API v2, "show image"). */
public final class GlanceImage {
    private static final String ADVICE =
            "check that io.ingot.glance/endpoint, or else Keystone's catalogue, names a Glance";

    /** The visibility of an image (Image API v2, "image visibility"). */
    public enum Visibility {
        /** Visible to all projects. */
        PUBLIC,
        /** Visible to all projects by its ID, but not listed. */
        COMMUNITY,
        /** Visible to its owner, and to the projects that are its members. */
        SHARED,
        /** Visible to its owner. */
        PRIVATE,
        /** Absent, or unknown to this version. */
        UNKNOWN
    }

    private final String id;
    private final Map<String, @Nullable Object> attributes;

    private GlanceImage(String id, Map<String, @Nullable Object> attributes) {
        this.id = id;
        this.attributes = attributes;
    }

    /**
     * Reads a response.
     *
     * @throws ImageException a non-retryable TRANSFER_FAILED if it is not a JSON object about this image
     */
    public static GlanceImage read(String id, InputStream document) throws ImageException {
        Map<String, @Nullable Object> attributes = JsonDocument.read(document, what(id), ADVICE);
        if (!id.equals(attributes.get("id"))) {
            throw unusable(id, "not the metadata of this image");
        }
        return new GlanceImage(id, attributes);
    }

    /** The visibility. */
    public Visibility visibility() {
        return switch (text("visibility").orElse("")) {
            case "public" -> Visibility.PUBLIC;
            case "community" -> Visibility.COMMUNITY;
            case "shared" -> Visibility.SHARED;
            case "private" -> Visibility.PRIVATE;
            default -> Visibility.UNKNOWN;
        };
    }

    /** The ID of the project that owns the image. */
    public Optional<String> owner() {
        return text("owner");
    }

    /** The locations in Glance's stores, as far as Glance shows them. */
    public StoreLocations storeLocations() {
        return StoreLocations.of(id, attributes.get("locations"), attributes.get("direct_url"));
    }

    /**
     * Converts the metadata.
     *
     * @throws ImageException UNACCEPTABLE if the image is not active or is empty; or another code for invalid metadata
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
                                info::updatedAt, () -> info.note("updated_at of Glance is not a time, ignored")));
        Attributes.malformed(attributes)
                .forEach(name -> info.note(name + " of Glance is not JSON, passed on as it is"));
        return info.build();
    }

    /**
     * The version: the ID if there is a strong digest, else all attributes that change if an administrator replaces the
     * bytes.
     */
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
                        ErrorCode.UNACCEPTABLE, "Glance image " + id + " is empty: its status is active, its size 0");
            }
            if (bytes > 0) {
                return Optional.of(bytes);
            }
        }
        throw unusable(id, "size is not a number of bytes");
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
                    attribute + " of Glance image " + id + " is invalid: " + e.getMessage(),
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

    private static ImageException unusable(String id, String reason) {
        return new ImageException(ErrorCode.TRANSFER_FAILED, what(id) + " cannot be used: " + reason + "; " + ADVICE)
                .nonRetryable();
    }
}
