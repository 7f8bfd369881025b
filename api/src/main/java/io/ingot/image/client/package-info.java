// SPDX-License-Identifier: Apache-2.0
/**
 * The services that a conductor calls.
 *
 * <p>{@link io.ingot.image.client.ImageServices} resolves references to image services; {@link
 * io.ingot.image.client.ImageFetcher} fetches an image to a file, and verifies it:
 *
 * <pre>{@code
 * FetchRequest request = FetchRequest.of(ImageRequest.of(ImageReference.parse(text)), nodeFolder.resolve("image"))
 *         .checksum(Checksum.parse("sha256:9f2c…"));
 * FetchedImage image = fetcher.fetch(request).join();
 * }</pre>
 *
 * <p>Both are OSGi services, safe for concurrent use. Use a dynamic reference for {@code ImageServices}, so that an
 * update of the resolver does not stop its clients.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.image.client;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
