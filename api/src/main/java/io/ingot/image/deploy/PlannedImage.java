// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import io.ingot.image.Checksum;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.ExpectedChecksum;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.FetchRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An image that a deployment needs. Immutable; created by the planner, and in tests. */
public final class PlannedImage {
    private final Role role;
    private final String file;
    private final FetchRequest fetchRequest;
    private final List<ExpectedChecksum> expected;
    private final @Nullable String format;
    private final @Nullable String credentials;
    private final @Nullable FetchPreview preview;

    private PlannedImage(Builder builder) {
        role = builder.role;
        file = builder.file;
        fetchRequest = builder.fetchRequest;
        expected = builder.expected;
        format = builder.format;
        credentials = builder.credentials;
        preview = builder.preview;
    }

    /**
     * Returns a builder for the image of a role.
     *
     * @param role the role of the image
     * @param file its name in the node's folder: that of the role, possibly with an extension
     * @param fetchRequest the request for the image, with all checksums; its destination is ignored
     */
    public static Builder builder(Role role, String file, FetchRequest fetchRequest) {
        return new Builder(role, file, fetchRequest);
    }

    /** Returns a builder with the values of this image. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns the role of the image. */
    public Role role() {
        return role;
    }

    /** Returns the name of the image in the node's folder. */
    public String file() {
        return file;
    }

    /** Returns the request for the image. */
    public ImageRequest request() {
        return fetchRequest.image();
    }

    /** Returns the reference that the operator or the catalogue specified. */
    public ImageReference reference() {
        return fetchRequest.image().reference();
    }

    /** Returns the reference after redirects; the specified one if there are none, or if the query failed. */
    public ImageReference finalReference() {
        return preview().map(FetchPreview::finalReference).orElse(reference());
    }

    /** Returns the checksums that the operator specified, including checksum files. */
    public List<ExpectedChecksum> expected() {
        return expected;
    }

    /**
     * Returns every known checksum that a fetch compares: those of the operator, of checksum files and of the service.
     */
    public List<Checksum> checksums() {
        return preview().map(FetchPreview::checksums).orElse(fetchRequest.checksums());
    }

    /** Returns the expected disk format: {@code qcow2}, {@code raw}; absent if unknown. */
    public Optional<String> format() {
        return Optional.ofNullable(format);
    }

    /**
     * Returns the name of the credentials, or of the field that contains them, but not the credentials; absent if there
     * are none.
     */
    public Optional<String> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** Returns the preview of the fetch; absent if the query failed, which is a problem of the plan. */
    public Optional<FetchPreview> preview() {
        return Optional.ofNullable(preview);
    }

    /** Returns the request that fetches the image to a destination, with every checksum. */
    public FetchRequest fetch(Path destination) {
        return fetchRequest.to(destination);
    }

    /** Returns role and reference, without secrets. */
    @Override
    public String toString() {
        return role.text() + " " + reference();
    }

    /** A builder. Each method replaces an earlier value. Not safe for concurrent use. */
    public static final class Builder {
        private final Role role;
        private final String file;
        private final FetchRequest fetchRequest;
        private List<ExpectedChecksum> expected = List.of();
        private @Nullable String format;
        private @Nullable String credentials;
        private @Nullable FetchPreview preview;

        private Builder(Role role, String file, FetchRequest fetchRequest) {
            this.role = Objects.requireNonNull(role);
            this.file = Objects.requireNonNull(file);
            this.fetchRequest = Objects.requireNonNull(fetchRequest);
        }

        private Builder(PlannedImage image) {
            role = image.role;
            file = image.file;
            fetchRequest = image.fetchRequest;
            expected = image.expected;
            format = image.format;
            credentials = image.credentials;
            preview = image.preview;
        }

        /** Sets {@link PlannedImage#expected}. */
        public Builder expected(List<ExpectedChecksum> expected) {
            this.expected = List.copyOf(expected);
            return this;
        }

        /** Sets {@link PlannedImage#format}. */
        public Builder format(String name) {
            format = Objects.requireNonNull(name);
            return this;
        }

        /** Sets {@link PlannedImage#credentials}. */
        public Builder credentials(String name) {
            credentials = Objects.requireNonNull(name);
            return this;
        }

        /** Sets {@link PlannedImage#preview}. */
        public Builder preview(FetchPreview preview) {
            this.preview = Objects.requireNonNull(preview);
            return this;
        }

        /** Returns the image. */
        public PlannedImage build() {
            return new PlannedImage(this);
        }
    }
}
