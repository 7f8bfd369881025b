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

    private FetchPreview(
            SchemeInfo service,
            ImageReference reference,
            ImageInfo info,
            boolean held,
            String reason,
            OptionalLong space,
            List<String> checks,
            List<Checksum> checksums,
            List<String> warnings) {
        this.service = Objects.requireNonNull(service);
        this.reference = Objects.requireNonNull(reference);
        this.info = Objects.requireNonNull(info);
        this.held = held;
        this.reason = Objects.requireNonNull(reason);
        this.space = Objects.requireNonNull(space);
        this.checks = List.copyOf(checks);
        this.checksums = List.copyOf(checksums);
        this.warnings = List.copyOf(warnings);
    }

    /** A preview of bytes that would have to move, for a reason; nothing is known of space and checks. */
    public static FetchPreview missing(SchemeInfo service, ImageReference reference, ImageInfo info, String reason) {
        return new FetchPreview(
                service, reference, info, false, reason, OptionalLong.empty(), List.of(), List.of(), List.of());
    }

    /** A preview of bytes that are held and current, with the reason; nothing is known of space and checks. */
    public static FetchPreview held(SchemeInfo service, ImageReference reference, ImageInfo info, String reason) {
        return new FetchPreview(
                service, reference, info, true, reason, OptionalLong.empty(), List.of(), List.of(), List.of());
    }

    /** The same with the bytes that it would need at the destination and in the store together. */
    public FetchPreview space(OptionalLong bytes) {
        return new FetchPreview(service, reference, info, held, reason, bytes, checks, checksums, warnings);
    }

    /** The same with the checks that would be made, one sentence each. */
    public FetchPreview checks(List<String> sentences) {
        return new FetchPreview(service, reference, info, held, reason, space, sentences, checksums, warnings);
    }

    /** The same with every checksum that would be compared. */
    public FetchPreview checksums(List<Checksum> compared) {
        return new FetchPreview(service, reference, info, held, reason, space, checks, compared, warnings);
    }

    /** The same with what a person should know, one sentence each. */
    public FetchPreview warnings(List<String> sentences) {
        return new FetchPreview(service, reference, info, held, reason, space, checks, checksums, sentences);
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

    /** The bytes of space that it would need, if that is known. */
    public OptionalLong space() {
        return space;
    }

    /** The checks that would be made. */
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
}
