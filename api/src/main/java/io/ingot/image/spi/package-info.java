// SPDX-License-Identifier: Apache-2.0
/**
 * The interface and the values with which a bundle adds a protocol.
 *
 * <p>A protocol is one {@link io.ingot.image.spi.ImageService}, registered as an OSGi service with the property {@code
 * scheme}. It makes one attempt and reports what went wrong. It does not retry, verify, cache, resume, link or report
 * progress: the engine does, for every protocol. A complete one:
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
 *     public ImageSource open(ImageRequest request, ImageInfo info, Call call) {
 *         return (ImageSource.Bytes) (offset, limit, readCall) -> Body.of(
 *                 new ByteArrayInputStream(image, (int) offset, image.length - (int) offset),
 *                 offset,
 *                 OptionalLong.of(image.length));
 *     }
 * }
 * }</pre>
 *
 * <p>A <em>transport</em> returns {@linkplain io.ingot.image.spi.ImageSource.Bytes bytes}. A <em>catalogue</em> knows
 * images whose bytes a transport reads: it returns {@linkplain io.ingot.image.spi.ImageSource.Locations locations},
 * which are references of a transport, each with the credentials for it, and with the {@linkplain
 * io.ingot.image.AddressScope scope} of the address of the server that named it, since a server may not refer to
 * narrower scopes. A service may do either for each image.
 *
 * <p><strong>Access policy.</strong> {@link io.ingot.image.spi.Scheme#authority} says whether the authority of a
 * reference is a host. If it is, the resolver has checked the scheme and host with the {@link
 * io.ingot.access.AccessPolicy}, and the address if the host is an address or {@code localhost}, before it calls the
 * service. It does not look up names. So a service that opens sockets checks each address of the name, with {@link
 * io.ingot.image.ImageRequest#referrerScope()}, and connects to exactly one that is allowed. After a redirect it first
 * checks the target with {@link io.ingot.access.AccessPolicy#checkReference(io.ingot.image.ImageReference)}, and then
 * the addresses of the target, with the scope of the address that it was connected to, if that is wider:
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
 *         return new Socket(address, port); // not by name: a second look-up may return another address
 *     }
 *     throw refusal == null ? new UnknownHostException(host) : refusal;
 * }
 * }</pre>
 *
 * <p>A service that reads local files checks the real path with {@link io.ingot.access.AccessPolicy#checkFile}.
 *
 * <p><strong>Credentials.</strong> {@link io.ingot.image.ImageRequest#credentials()} are those of the caller or, if the
 * authority is a host, those that the operator configured for the reference ({@code io.ingot.access.credentials~NAME}).
 * A service never sends them to another origin. They may differ when the image is opened again.
 *
 * <p><strong>Cancellation.</strong> Work must end promptly when its {@link io.ingot.image.Call} does. A call or read
 * that continues is abandoned after half a second: its result is dropped, its thread is occupied until it returns, and
 * the log names the bundle.
 *
 * <p><strong>Threads.</strong> Services and sources are used by several threads concurrently, a body by one thread at a
 * time. A service starts no threads that outlive its component.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.image.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
