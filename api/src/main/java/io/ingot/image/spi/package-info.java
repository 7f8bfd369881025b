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
 * knows the image, but its bytes lie {@linkplain io.ingot.image.spi.ImageSource.Locations elsewhere}: it answers with
 * references of a transport, each with the credentials for it, and with the {@linkplain io.ingot.image.AddressScope scope} of
 * the addresses from which its server named them: no server leads inwards. A service may choose for each image.
 *
 * <p><strong>Who may be reached.</strong> {@link io.ingot.image.spi.Scheme#authority} says whether the authority of a
 * reference is a host. If it is, the resolver has asked the {@link io.ingot.access.AccessPolicy} for scheme and host, and
 * for the address where the host is an address or {@code localhost}, before it asks the service. It looks no name up. So a
 * service that opens sockets asks for each address that the name has, with {@link io.ingot.image.ImageRequest#referrerScope()},
 * and connects to exactly one that is allowed; it asks again after a redirect, with
 * {@link io.ingot.access.AccessPolicy#checkReference(io.ingot.image.ImageReference) reference} for the new target first, and with
 * the scope of the address that it was connected to, if that is wider:
 *
 * <pre>{@code
 * private final AccessPolicy policy; // by a static, mandatory reference
 *
 * private Socket connect(String host, int port, AddressScope referrerScope) throws IOException {
 *     ImageException refusal = null;
 *     for (InetAddress address : InetAddress.getAllByName(host)) {
 *         try {
 *             policy.checkAddress(host, address, referrerScope);
 *         } catch (ImageException e) {
 *             refusal = e;
 *             continue;
 *         }
 *         return new Socket(address, port); // not by name: a second look-up may lead elsewhere
 *     }
 *     throw refusal == null ? new UnknownHostException(host) : refusal;
 * }
 * }</pre>
 *
 * <p>A service that reads local files asks {@link io.ingot.access.AccessPolicy#checkFile} for the real path.
 *
 * <p><strong>As whom.</strong> {@link io.ingot.image.ImageRequest#credentials()} are those of the caller; or, where the
 * authority is a host, those that the operator configured for the reference ({@code io.ingot.access.credentials~NAME}). They
 * are never sent to another origin. They may have changed when the image is opened again.
 *
 * <p><strong>When to end.</strong> Work ends promptly when its {@link io.ingot.image.Call} does. A call or read that goes on
 * is left behind after half a second: its result is dropped, its thread is lost until it returns, and the log names the
 * bundle.
 *
 * <p>Services, sources and bodies may be used from several threads; a body by one at a time. A service starts no threads
 * that outlive its component.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.image.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
