// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sends HTTP requests. Safe for concurrent use. Each bundle gets an instance of its own, whose exchanges end when the
 * bundle stops.
 */
@ProviderType
public interface HttpClient {
    /**
     * Sends a request, follows its redirects, and returns once the header of the response has arrived.
     *
     * @param call bounds the exchange, including the reading of the body
     * @return a response of any status; the caller closes it
     * @throws ImageException if there is no response: REFUSED_BY_POLICY for a hop or an address, UNTRUSTED if TLS does
     *     not verify, TRANSFER_FAILED for network failures and redirect loops, INVALID_REFERENCE for a target that is
     *     not an http or https URL, or the reason why the call ended
     */
    HttpResponse send(HttpRequest request, Call call) throws ImageException;
}
