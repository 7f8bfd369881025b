// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import java.time.Duration;
import java.time.Instant;

/**
 * The parameters of a temporary URL except the time of signing. Its text form contains no secret.
 *
 * @param endpoint the endpoint; not signed, so that Swift may have another name behind a proxy
 * @param path the object
 * @param digest the digest of the signature
 * @param key one of the keys of the account
 * @param lifetime the validity of the URL
 */
record TempUrlParameters(
        SwiftEndpoint endpoint, ObjectPath path, SignatureDigest digest, Secret key, Duration lifetime) {
    /** Signs a URL for GET, which includes HEAD, valid from now on. */
    SignedUrl sign(Instant now) throws ImageException {
        long expires = now.getEpochSecond() + lifetime.toSeconds();
        Secret signature = digest.signature("GET\n" + expires + "\n" + path.signed(), key);
        ImageReference url = ImageReference.parse(endpoint.root() + path.encoded() + "?temp_url_sig="
                + signature.reveal() + "&temp_url_expires=" + expires);
        return new SignedUrl(url, Instant.ofEpochSecond(expires));
    }
}
