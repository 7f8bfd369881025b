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
 * The digest of the HMAC (RFC 2104) that signs a temporary URL, best first. Every current Swift allows SHA-256 unless
 * its operator forbids it; SHA-1 is for older clusters.
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

    /** Returns the digest with a label. */
    static Optional<SignatureDigest> of(String label) {
        return Arrays.stream(values())
                .filter(digest -> digest.label.equals(label))
                .findFirst();
    }

    /** The name in Swift and in the configuration: {@code sha256}. */
    String label() {
        return label;
    }

    /** Returns the value of {@code temp_url_sig} for a text. */
    Secret signature(String text, Secret key) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.reveal().getBytes(UTF_8), algorithm));
            return Secret.of(encode(mac.doFinal(text.getBytes(UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    /**
     * Encodes a signature in hexadecimal; for SHA-512 with a prefix and in base64, as Swift's documentation demands.
     */
    private String encode(byte[] mac) {
        return this == SHA512
                ? label + ":" + Base64.getUrlEncoder().encodeToString(mac)
                : HexFormat.of().formatHex(mac);
    }
}
