// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ingot.image.Secret;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The digest below the HMAC (RFC 2104) that a temporary URL is signed with, best first. SHA-256 is what every Swift of
 * today allows unless its operator forbids it; SHA-1 is for clusters that know nothing else.
 */
enum SignatureDigest {
    SHA256("sha256", "HmacSHA256"),
    SHA512("sha512", "HmacSHA512"),
    SHA1("sha1", "HmacSHA1");

    private final String label;
    private final String algorithm;

    SignatureDigest(String label, String algorithm) {
        this.label = label;
        this.algorithm = algorithm;
    }

    /** The one that Swift and the configuration call so. */
    static Optional<SignatureDigest> of(String label) {
        return Arrays.stream(values())
                .filter(digest -> digest.label.equals(label))
                .findFirst();
    }

    /** What Swift and the configuration call it: {@code sha256}. */
    String label() {
        return label;
    }

    /** The value of {@code temp_url_sig} for a text. */
    Secret signature(String text, Secret key) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.reveal().getBytes(UTF_8), algorithm));
            return Secret.of(encode(mac.doFinal(text.getBytes(UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    /** In digits; that of SHA-512 by name and in base64, which Swift's documentation demands for this one. */
    private String encode(byte[] mac) {
        return this == SHA512
                ? label + ":" + Base64.getUrlEncoder().encodeToString(mac)
                : HexFormat.of().formatHex(mac);
    }
}
