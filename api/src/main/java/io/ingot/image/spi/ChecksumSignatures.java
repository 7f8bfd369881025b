// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.spi;

import io.ingot.image.ImageException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells whether a checksum file was signed by somebody whom the operator trusts. Registered as an OSGi service by an
 * optional bundle; asked where the operator wants checksum files to be signed. Safe for concurrent use; does no I/O but to
 * read its own keys.
 */
@ConsumerType
public interface ChecksumSignatures {
    /**
     * Whether a text brings its signature with it, as OpenPGP's cleartext signature framework does (RFC 9580 §7).
     *
     * @param document a whole checksum file
     */
    boolean isInlineSigned(byte[] document);

    /** What is appended to the name of a checksum file to get that of its detached signature, the likeliest first. */
    List<String> detachedSuffixes();

    /**
     * Verifies a text that brings its signature with it.
     *
     * @param name what the document is, for messages
     * @return what was signed, and only that, and by whom
     * @throws ImageException UNTRUSTED if no trusted key signed exactly this; INVALID_CONFIGURATION if the keys cannot be read
     */
    SignedText verify(byte[] document, String name) throws ImageException;

    /**
     * Verifies a text by a signature that came apart from it.
     *
     * @param name what the document is, for messages
     * @throws ImageException UNTRUSTED if no trusted key signed exactly this; INVALID_CONFIGURATION if the keys cannot be read
     */
    SignedText verify(byte[] document, byte[] signature, String name) throws ImageException;

    /**
     * What was signed.
     *
     * @param text the signed text, in UTF-8 or, where it is none, in ISO-8859-1
     * @param signer who signed it: the fingerprint of a key, to show
     */
    record SignedText(String text, String signer) {}
}
