// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Checksum;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** What a fetch would do, told before the first byte. Immutable. */
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

    /** A builder of a preview of bytes that would have to move; nothing is known of space and checks. */
    public static Builder builder(SchemeInfo service, ImageReference reference, ImageInfo info) {
        return new Builder(service, reference, info);
    }

    /** A builder with what this preview says. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Who would answer. */
    public SchemeInfo service() {
        return service;
    }

    /** The reference asked for. */
    public ImageReference reference() {
        return reference;
    }

    /** The reference after redirects; the one asked for if there are none. */
    public ImageReference finalReference() {
        return info.finalReference().orElse(reference);
    }

    /** What the service knows of the image. */
    public ImageInfo info() {
        return info;
    }

    /** Whether the bytes are held already, and current. */
    public boolean held() {
        return held;
    }

    /** Why they are held, or not. */
    public String reason() {
        return reason;
    }

    /** The bytes that it would need at the destination and in the store together, if that is known. */
    public OptionalLong space() {
        return space;
    }

    /** The checks that would be made, one sentence each. */
    public List<String> checks() {
        return checks;
    }

    /** Every checksum that would be compared: the caller's, those of checksum files, and those the service vouches for. */
    public List<Checksum> checksums() {
        return checksums;
    }

    /** What a person should know, one sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /** Builds a preview. Each method replaces what was said before. Not safe for concurrent use. */
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

        /** See {@link FetchPreview#held}. */
        public Builder held(boolean yes) {
            held = yes;
            return this;
        }

        /** See {@link FetchPreview#reason}. */
        public Builder reason(String why) {
            reason = Objects.requireNonNull(why);
            return this;
        }

        /** See {@link FetchPreview#space}. */
        public Builder space(OptionalLong bytes) {
            space = Objects.requireNonNull(bytes);
            return this;
        }

        /** See {@link FetchPreview#checks}. */
        public Builder checks(List<String> sentences) {
            checks = List.copyOf(sentences);
            return this;
        }

        /** See {@link FetchPreview#checksums}. */
        public Builder checksums(List<Checksum> compared) {
            checksums = List.copyOf(compared);
            return this;
        }

        /** See {@link FetchPreview#warnings}. */
        public Builder warnings(List<String> sentences) {
            warnings = List.copyOf(sentences);
            return this;
        }

        /** The preview. */
        public FetchPreview build() {
            return new FetchPreview(this);
        }
    }
}
