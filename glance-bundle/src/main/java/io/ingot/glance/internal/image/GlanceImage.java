// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.image;

import io.ingot.glance.internal.document.JsonDocument;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The metadata of an image as Glance sends it (Image API v2, "show image"), and what they mean here. */
public final class GlanceImage {
    /** What {@link ImageInfo} has a place for, and links of the API itself. */
    private static final Set<String> SAID_OTHERWISE = Set.of(
            "size",
            "updated_at",
            "disk_format",
            "container_format",
            "checksum",
            "os_hash_algo",
            "os_hash_value",
            "locations",
            "direct_url",
            "file",
            "self",
            "schema");

    private static final String ADVICE = "check that io.ingot.glance/endpoint is Glance's";

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
            throw notGlance(id, "they are of another image or of none");
        }
        return new GlanceImage(id, attributes);
    }

    /**
     * What it says.
     *
     * @throws ImageException UNACCEPTABLE for an image that is not active, or what is wrong with the metadata
     */
    public ImageInfo info() throws ImageException {
        ImageStatus.check(id, text("status").orElse("of unknown status"));
        ImageInfo.Builder info = ImageInfo.builder()
                .version(id)
                .immutable(true)
                .checksums(checksums())
                .properties(properties());
        Optional<Long> size = size();
        if (size.isPresent()) {
            info.size(size.get());
        }
        text("disk_format").ifPresent(info::diskFormat);
        text("container_format").ifPresent(info::containerFormat);
        Optional<String> updatedAt = text("updated_at");
        if (updatedAt.isPresent()) {
            try {
                info.updatedAt(OffsetDateTime.parse(updatedAt.get()).toInstant());
            } catch (DateTimeException e) {
                info.note("Glance's updated_at is no date and was passed over");
            }
        }
        return info.build();
    }

    private Optional<Long> size() throws ImageException {
        Object size = attributes.get("size");
        if (size == null) {
            return Optional.empty();
        }
        if (size instanceof Integer || size instanceof Long) {
            long bytes = ((Number) size).longValue();
            if (bytes >= 0) {
                return Optional.of(bytes);
            }
        }
        throw notGlance(id, "their size is no number of bytes");
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
            return new Checksum(algorithm, hex);
        } catch (IllegalArgumentException e) {
            throw new ImageException(
                    ErrorCode.INVALID_METADATA,
                    "the " + attribute + " of Glance image " + id + " is wrong: " + e.getMessage(),
                    e);
        }
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        for (Map.Entry<String, @Nullable Object> attribute : attributes.entrySet()) {
            Object value = attribute.getValue();
            if (value != null && !SAID_OTHERWISE.contains(attribute.getKey())) {
                properties.put(attribute.getKey(), asText(value));
            }
        }
        return properties;
    }

    private static String asText(Object value) {
        if (value instanceof String text) {
            return text;
        }
        return JsonDocument.write(value);
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

    private static ImageException notGlance(String id, String why) {
        return new ImageException(ErrorCode.TRANSFER_FAILED, what(id) + " cannot be used: " + why + "; " + ADVICE)
                .lasting();
    }
}
