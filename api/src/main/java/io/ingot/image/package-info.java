// SPDX-License-Identifier: Apache-2.0
/**
 * The values of the image layer that callers and protocol authors share.
 *
 * <p>An {@link io.ingot.image.ImageReference} names an image; an {@link io.ingot.image.ImageRequest} requests it, with
 * credentials; an {@link io.ingot.image.ImageInfo} holds the facts that an image service knows of it. A {@link
 * io.ingot.image.Call} is the deadline and cancellation of work, and an {@link io.ingot.image.ImageException} is its
 * failure.
 *
 * <pre>{@code
 * ImageReference reference = ImageReference.parse("https://mirror.example/debian.qcow2");
 * try (Call call = Call.within(Duration.ofSeconds(30))) {
 *     ImageInfo info = services.show(ImageRequest.of(reference), call);
 *     info.size().ifPresent(bytes -> LOG.info("{} has {} bytes", reference, bytes));
 * }
 * }</pre>
 *
 * <p>All types are immutable and safe for concurrent use, apart from the builders, which are for one thread, and {@code
 * Call}, which is safe for concurrent use and changes once, when it ends. No {@code toString} shows a secret:
 * references show no userinfo and no query values.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.image;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
