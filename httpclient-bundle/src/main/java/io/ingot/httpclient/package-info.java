// SPDX-License-Identifier: Apache-2.0
/**
 * HTTP for image services: one pool, one place for TLS and proxies, policy asked at every hop and address.
 *
 * <p>An {@link io.ingot.httpclient.HttpRequest} is sent through {@link io.ingot.httpclient.HttpClient}, an OSGi service;
 * the {@link io.ingot.httpclient.HttpResponse} is closed by whoever asked. Redirects are followed, credentials stay with
 * their origin, cookies of redirects last as long as the request, and nothing is repeated. Ending the {@link io.ingot.image.Call} unblocks the socket at once.
 *
 * <pre>{@code
 * try (HttpAnswer answer = http.send(HttpAsk.get(reference).header("Accept", "application/json"), call)) {
 *     if (answer.status() != 200) {
 *         throw answer.failure("asking the catalogue");
 *     }
 *     return read(answer.body());
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
