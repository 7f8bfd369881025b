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

/** An image that a deployment needs. Immutable; made by the planner, and by tests. */
public final class PlannedImage {
    private final Role role;
    private final String file;
    private final FetchRequest wanted;
    private final List<ExpectedChecksum> expected;
    private final @Nullable String format;
    private final @Nullable String credentials;
    private final @Nullable FetchPreview preview;

    private PlannedImage(Builder builder) {
        role = builder.role;
        file = builder.file;
        wanted = builder.wanted;
        expected = builder.expected;
        format = builder.format;
        credentials = builder.credentials;
        preview = builder.preview;
    }

    /**
     * A builder of an image for a role.
     *
     * @param file its name in the node's folder: the role's, perhaps with an extension
     * @param wanted how it is fetched, to whatever destination, with all checksums
     */
    public static Builder builder(Role role, String file, FetchRequest wanted) {
        return new Builder(role, file, wanted);
    }

    /** A builder with what is known of this image. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** What it is for. */
    public Role role() {
        return role;
    }

    /** Its name in the node's folder. */
    public String file() {
        return file;
    }

    /** Which image, as whom. */
    public ImageRequest request() {
        return wanted.image();
    }

    /** The reference, as the operator or the catalogue gave it. */
    public ImageReference reference() {
        return wanted.image().reference();
    }

    /** The reference after redirects; the one given where there are none, or where it could not be asked. */
    public ImageReference finalReference() {
        return preview().map(FetchPreview::finalReference).orElse(reference());
    }

    /** The checksums that the operator asks for, digits and checksum files. */
    public List<ExpectedChecksum> expected() {
        return expected;
    }

    /** Every checksum that will be compared and is known by now: the operator's, and those the service vouches for. */
    public List<Checksum> checksums() {
        return preview().map(FetchPreview::checksums).orElse(wanted.checksums());
    }

    /** The format that the disk should have, if that is known: {@code qcow2}, {@code raw}. */
    public Optional<String> format() {
        return Optional.ofNullable(format);
    }

    /** The name of the credentials that are used, or of the field that holds them; never themselves. */
    public Optional<String> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** What a fetch would do; absent where asking failed, which is among the plan's problems. */
    public Optional<FetchPreview> preview() {
        return Optional.ofNullable(preview);
    }

    /** The request that fetches it to a destination, with every checksum. */
    public FetchRequest fetch(Path destination) {
        return wanted.to(destination);
    }

    /** Role and reference, without secrets. */
    @Override
    public String toString() {
        return role.text() + " " + reference();
    }

    /** Builds a planned image. Each method replaces what was said before. Not safe for concurrent use. */
    public static final class Builder {
        private final Role role;
        private final String file;
        private final FetchRequest wanted;
        private List<ExpectedChecksum> expected = List.of();
        private @Nullable String format;
        private @Nullable String credentials;
        private @Nullable FetchPreview preview;

        private Builder(Role role, String file, FetchRequest wanted) {
            this.role = Objects.requireNonNull(role);
            this.file = Objects.requireNonNull(file);
            this.wanted = Objects.requireNonNull(wanted);
        }

        private Builder(PlannedImage image) {
            role = image.role;
            file = image.file;
            wanted = image.wanted;
            expected = image.expected;
            format = image.format;
            credentials = image.credentials;
            preview = image.preview;
        }

        /** See {@link PlannedImage#expected}: the checksums of the request, as the operator named them. */
        public Builder expected(List<ExpectedChecksum> sums) {
            expected = List.copyOf(sums);
            return this;
        }

        /** See {@link PlannedImage#format}. */
        public Builder format(String name) {
            format = Objects.requireNonNull(name);
            return this;
        }

        /** See {@link PlannedImage#credentials}. */
        public Builder credentials(String name) {
            credentials = Objects.requireNonNull(name);
            return this;
        }

        /** See {@link PlannedImage#preview}. */
        public Builder preview(FetchPreview shown) {
            preview = Objects.requireNonNull(shown);
            return this;
        }

        /** The image. */
        public PlannedImage build() {
            return new PlannedImage(this);
        }
    }
}
