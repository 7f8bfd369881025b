// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import java.time.Duration;
import java.time.Instant;

/**
 * All that goes into a temporary URL but the moment it is signed at. Prints no secret.
 *
 * @param endpoint where Swift is; it is not signed, so that Swift may have another name behind a proxy
 * @param path the object
 * @param digest what is signed with
 * @param key one of the keys of the account
 * @param lifetime how long the URL can be used
 */
record TempUrlParameters(
        SwiftEndpoint endpoint, ObjectPath path, SignatureDigest digest, Secret key, Duration lifetime) {
    /** Signs a URL to read the object (GET, and HEAD with it), beginning now. */
    SignedUrl sign(Instant now) throws ImageException {
        long expires = now.getEpochSecond() + lifetime.toSeconds();
        Secret signature = digest.signature("GET\n" + expires + "\n" + path.signed(), key);
        ImageReference url = ImageReference.parse(endpoint.root() + path.encoded() + "?temp_url_sig="
                + signature.reveal() + "&temp_url_expires=" + expires);
        return new SignedUrl(url, Instant.ofEpochSecond(expires));
    }
}
