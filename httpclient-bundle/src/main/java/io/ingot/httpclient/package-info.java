// SPDX-License-Identifier: Apache-2.0
/**
 * An HTTP client for image services: one connection pool, one place for TLS and proxies, and access policy checked at
 * every hop and address.
 *
 * <p>An {@link io.ingot.httpclient.HttpRequest} is sent through {@link io.ingot.httpclient.HttpClient}, an OSGi
 * service; the caller closes the {@link io.ingot.httpclient.HttpResponse}. Redirects are followed, credentials stay
 * with their origin, cookies of redirects last as long as the request, and nothing is retried. Ending the {@link
 * io.ingot.image.Call} unblocks the socket immediately.
 *
 * <pre>{@code
 * HttpRequest request = HttpRequest.get(reference).header("Accept", "application/json");
 * try (HttpResponse response = http.send(request, call)) {
 *     if (response.status() != 200) {
 *         throw response.failure("asking the catalogue");
 *     }
 *     return read(response.body());
 * }
 * }</pre>
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.httpclient;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
