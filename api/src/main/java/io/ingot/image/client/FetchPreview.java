// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Checksum;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** A description of what a fetch would do, obtained without transferring the image. Immutable. */
public final class FetchPreview {
    private final SchemeInfo service;
    private final ImageReference reference;
    private final ImageInfo info;
    private final boolean held;
    private final String reason;
    private final OptionalLong space;
    private final List<String> checks;
    private final List<Checksum> checksums;
    private final List<String> warnings;

    private FetchPreview(Builder builder) {
        service = builder.service;
        reference = builder.reference;
        info = builder.info;
        held = builder.held;
        reason = builder.reason;
        space = builder.space;
        checks = builder.checks;
        checksums = builder.checksums;
        warnings = builder.warnings;
    }

    /** Returns a builder for the preview of an image that is not held, without space and checks. */
    public static Builder builder(SchemeInfo service, ImageReference reference, ImageInfo info) {
        return new Builder(service, reference, info);
    }

    /** Returns a builder with the values of this preview. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns the scheme and the image service that answers it. */
    public SchemeInfo service() {
        return service;
    }

    /** Returns the requested reference. */
    public ImageReference reference() {
        return reference;
    }

    /** Returns the reference after redirects; the requested one if there are none. */
    public ImageReference finalReference() {
        return info.finalReference().orElse(reference);
    }

    /** Returns the facts that the service knows of the image. */
    public ImageInfo info() {
        return info;
    }

    /** Returns whether the store holds the current bytes, so that no transfer is needed. */
    public boolean held() {
        return held;
    }

    /** Returns why they are held or not, one sentence. */
    public String reason() {
        return reason;
    }

    /** Returns the bytes that a fetch needs at the destination and in the store together; absent if unknown. */
    public OptionalLong space() {
        return space;
    }

    /** Returns the checks that a fetch would make, one sentence each. */
    public List<String> checks() {
        return checks;
    }

    /** Returns every checksum that a fetch would compare: those of the caller, of checksum files and of the service. */
    public List<Checksum> checksums() {
        return checksums;
    }

    /** Returns warnings for people, one sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** A builder. Each method replaces an earlier value. Not safe for concurrent use. */
    public static final class Builder {
        private final SchemeInfo service;
        private final ImageReference reference;
        private final ImageInfo info;
        private boolean held;
        private String reason = "";
        private OptionalLong space = OptionalLong.empty();
        private List<String> checks = List.of();
        private List<Checksum> checksums = List.of();
        private List<String> warnings = List.of();

        private Builder(SchemeInfo service, ImageReference reference, ImageInfo info) {
            this.service = Objects.requireNonNull(service);
            this.reference = Objects.requireNonNull(reference);
            this.info = Objects.requireNonNull(info);
        }

        private Builder(FetchPreview preview) {
            this(preview.service, preview.reference, preview.info);
            held = preview.held;
            reason = preview.reason;
            space = preview.space;
            checks = preview.checks;
            checksums = preview.checksums;
            warnings = preview.warnings;
        }

        /** Sets {@link FetchPreview#held}. */
        public Builder held(boolean held) {
            this.held = held;
            return this;
        }

        /** Sets {@link FetchPreview#reason}. */
        public Builder reason(String reason) {
            this.reason = Objects.requireNonNull(reason);
            return this;
        }

        /** Sets {@link FetchPreview#space}. */
        public Builder space(OptionalLong bytes) {
            space = Objects.requireNonNull(bytes);
            return this;
        }

        /** Sets {@link FetchPreview#checks}. */
        public Builder checks(List<String> checks) {
            this.checks = List.copyOf(checks);
            return this;
        }

        /** Sets {@link FetchPreview#checksums}. */
        public Builder checksums(List<Checksum> checksums) {
            this.checksums = List.copyOf(checksums);
            return this;
        }

        /** Sets {@link FetchPreview#warnings}. */
        public Builder warnings(List<String> warnings) {
            this.warnings = List.copyOf(warnings);
            return this;
        }

        /** Returns the preview. */
        public FetchPreview build() {
            return new FetchPreview(this);
        }
    }
}
