// SPDX-License-Identifier: Apache-2.0
/**
 * What the author of a protocol implements, and answers with.
 *
 * <p>A protocol is one {@link io.ingot.image.spi.ImageService}, registered as an OSGi service with the property {@code
 * scheme}. It makes one attempt and says what went wrong; it never repeats, verifies, caches, resumes, links or reports:
 * the engine does that, once for every protocol. A whole one:
 *
 * <pre>{@code
 * @Component
 * @Scheme("mem")
 * public final class MemoryImageService implements ImageService {
 *     private final byte[] image = {1, 2, 3};
 *
 *     @Override
 *     public ImageInfo show(ImageRequest request, Call call) throws ImageException {
 *         if (!request.reference().path().equals("/one")) {
 *             throw new ImageException(ErrorCode.NOT_FOUND, "no image " + request.reference());
 *         }
 *         return ImageInfo.builder().size(image.length).version("1").build();
 *     }
 *
 *     @Override
 *     public ImageSource open(ImageRequest request, ImageInfo shown, Call call) {
 *         return (ImageSource.Bytes) (offset, limit, reading) -> Body.of(
 *                 new ByteArrayInputStream(image, (int) offset, image.length - (int) offset),
 *                 offset,
 *                 OptionalLong.of(image.length));
 *     }
 * }
 * }</pre>
 *
 * <p>A <em>transport</em> answers with {@linkplain io.ingot.image.spi.ImageSource.Bytes bytes}. A <em>catalogue</em>
 * knows the image, but its bytes lie {@linkplain io.ingot.image.spi.ImageSource.Elsewhere elsewhere}: it answers with
 * references of a transport, each with the credentials for it. A service may choose for each image.
 *
 * <p>Services, sources and bodies may be used from several threads; a body by one at a time. Work ends promptly when its
 * {@link io.ingot.image.Call} does. A service starts no threads that outlive its component.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.image.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
