// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.spi;

import io.ingot.image.ImageException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Verifies the signatures of checksum files. An optional bundle registers it as an OSGi service, which the engine calls
 * if the operator requires signed checksum files. Safe for concurrent use. Does no I/O except for reading the keys that
 * the operator trusts.
 */
@ConsumerType
public interface ChecksumSignatures {
    /**
     * Returns whether a document contains its signature, as in OpenPGP's cleartext signature framework (RFC 9580 §7).
     *
     * @param document the whole checksum file
     */
    boolean isInlineSigned(byte[] document);

    /**
     * Returns the suffixes that make the name of a detached signature from that of a checksum file, the most likely
     * first.
     */
    List<String> detachedSuffixes();

    /**
     * Verifies a document that contains its signature.
     *
     * @param document the whole checksum file
     *
     * @param name the name of the document, for messages
     * @return the signed text, and only that, and its signer
     * @throws ImageException UNTRUSTED if there is no valid signature of a trusted key; INVALID_CONFIGURATION if the
     *     keys cannot be read
     */
    SignedText verify(byte[] document, String name) throws ImageException;

    /**
     * Verifies a document by its detached signature.
     *
     * @param document the whole checksum file
     * @param signature the detached signature, binary or armored
     *
     * @param name the name of the document, for messages
     * @throws ImageException UNTRUSTED if there is no valid signature of a trusted key; INVALID_CONFIGURATION if the
     *     keys cannot be read
     */
    SignedText verify(byte[] document, byte[] signature, String name) throws ImageException;

    /**
     * A signed text.
     *
     * @param text the signed text, decoded from UTF-8, or from ISO-8859-1 if it is not UTF-8
     * @param signer the signer, for display: the fingerprint of a key
     */
    record SignedText(String text, String signer) {}
}
