// SPDX-License-Identifier: Apache-2.0
/**
 * The nouns of the image layer: values that a protocol author and a caller share.
 *
 * <p>An {@link io.ingot.image.ImageReference} names an image; an {@link io.ingot.image.ImageRequest} asks for it, as
 * somebody; an {@link io.ingot.image.ImageInfo} says what an image service knows of it. A {@link io.ingot.image.Call} is
 * the time that work may take and the way to end it, and an {@link io.ingot.image.ImageException} is how work fails.
 *
 * <pre>{@code
 * ImageReference reference = ImageReference.parse("https://mirror.example/debian.qcow2");
 * try (Call call = Call.within(Duration.ofSeconds(30))) {
 *     ImageInfo info = services.show(ImageRequest.of(reference), call);
 *     info.size().ifPresent(bytes -> LOG.info("{} has {} bytes", reference, bytes));
 * }
 * }</pre>
 *
 * <p>All types are immutable and safe for concurrent use, but for {@code Call}, which is safe for concurrent use and
 * changes once, when it ends. Nothing here prints a secret: references show no userinfo and no query values.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.image;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
