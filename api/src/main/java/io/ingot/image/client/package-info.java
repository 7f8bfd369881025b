// SPDX-License-Identifier: Apache-2.0
/**
 * What a conductor calls.
 *
 * <p>{@link io.ingot.image.client.ImageServices} is the door to every image service; {@link
 * io.ingot.image.client.ImageFetcher} puts an image where it is wanted, verified:
 *
 * <pre>{@code
 * FetchRequest request = FetchRequest.of(ImageRequest.of(ImageReference.parse(text)), nodeFolder.resolve("image"))
 *         .checksum(Checksum.parse("sha256:9f2c…"));
 * FetchedImage image = fetcher.fetch(request).join();
 * }</pre>
 *
 * <p>Both are OSGi services, safe for concurrent use. Hold {@code ImageServices} by a dynamic reference: an update of
 * the door must not end its callers.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.image.client;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
