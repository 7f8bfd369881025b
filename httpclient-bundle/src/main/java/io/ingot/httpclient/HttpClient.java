// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import org.osgi.annotation.versioning.ProviderType;

/** Sends requests. Safe for concurrent use; every bundle has its own, which ends its exchanges when the bundle stops. */
@ProviderType
public interface HttpClient {
    /**
     * Sends a request, follows its redirects, and returns when the header of the answer is there.
     *
     * @param call bounds the exchange, the reading of the body included
     * @return an answer of any status; owned by the caller, who closes it
     * @throws ImageException if there is no answer: REFUSED_BY_POLICY for a hop or address, UNTRUSTED if TLS does not
     *     verify, TRANSFER_FAILED for the network and for redirects without end, INVALID_REFERENCE for a target that is
     *     no http or https URL, or what ended the call
     */
    HttpResponse send(HttpRequest ask, Call call) throws ImageException;
}
