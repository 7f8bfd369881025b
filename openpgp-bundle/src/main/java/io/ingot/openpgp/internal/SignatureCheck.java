// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPDetachedSignatureProcessor;
import org.bouncycastle.openpgp.api.OpenPGPImplementation;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies that a trusted key signed a document. One good signature suffices: it must be a document signature with a digest
 * that cannot be forged, and the signature and its key must be valid both when it was made and now. For one use.
 */
final class SignatureCheck {
    private static final Logger LOG = LoggerFactory.getLogger(SignatureCheck.class);
    private static final int MAX_SIGNATURES = 16;

    private final OpenPGPImplementation openPgp;
    private final List<OpenPGPCertificate> trusted;
    private final Date now;

    SignatureCheck(OpenPGPImplementation openPgp, List<OpenPGPCertificate> trusted, InstantSource clock) {
        this.openPgp = openPgp;
        this.trusted = trusted;
        this.now = Date.from(clock.instant());
    }

    /**
     * Returns the fingerprint of the trusted key that signed a document.
     *
     * @param signature the signature, armored or binary
     * @param name the name of the document, for messages
     * @throws ImageException UNTRUSTED if no trusted key signed it
     */
    String signer(byte[] document, byte[] signature, String name) throws ImageException {
        if (trusted.isEmpty()) {
            throw untrusted(name + " is signed, but " + OpenPgpSettings.KEY_FILES + " is empty, so no key is trusted");
        }
        List<PGPSignature> signatures = signatures(signature, name);
        List<OpenPGPDocumentSignature> documentSignatures = knownSignatures(document, signatures, name);
        for (OpenPGPDocumentSignature candidate : documentSignatures) {
            if (isGood(candidate)) {
                return fingerprint(candidate.getIssuer());
            }
        }
        throw untrusted(
                documentSignatures.isEmpty()
                        ? name + " is not signed by a key of " + OpenPgpSettings.KEY_FILES + ", but by "
                                + keyIds(signatures) + "; DSA keys and RSA keys of less than 2000 bits are not accepted"
                        : name + " has no good signature by a key of " + OpenPgpSettings.KEY_FILES
                                + ": the file was changed, or the signature or key is expired, revoked or too weak");
    }

    private List<PGPSignature> signatures(byte[] encoded, String name) throws ImageException {
        List<PGPSignature> signatures = new ArrayList<>();
        try {
            PGPObjectFactory objects =
                    openPgp.pgpObjectFactory(PGPUtil.getDecoderStream(new ByteArrayInputStream(encoded)));
            for (Object object = objects.nextObject(); object != null; object = objects.nextObject()) {
                if (!(object instanceof PGPSignatureList list) || signatures.size() + list.size() > MAX_SIGNATURES) {
                    throw untrusted("the signature of " + name + " contains something else, or more than "
                            + MAX_SIGNATURES + " signatures");
                }
                list.forEach(signatures::add);
            }
        } catch (ImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // the library throws either if it cannot parse the input
            throw new ImageException(ErrorCode.UNTRUSTED, "the signature of " + name + " cannot be read", e);
        }
        if (signatures.isEmpty()) {
            throw untrusted("the signature of " + name + " is empty");
        }
        return signatures;
    }

    private List<OpenPGPDocumentSignature> knownSignatures(byte[] document, List<PGPSignature> signatures, String name)
            throws ImageException {
        OpenPGPDetachedSignatureProcessor processor = new OpenPGPDetachedSignatureProcessor(openPgp);
        trusted.forEach(processor::addVerificationCertificate);
        signatures.stream().filter(SignatureCheck::isOfDocument).forEach(processor::addSignature);
        try {
            return processor.process(new ByteArrayInputStream(document));
        } catch (IOException | RuntimeException e) { // the library throws either if it cannot parse the input
            throw new ImageException(ErrorCode.UNTRUSTED, "the signature of " + name + " cannot be verified", e);
        }
    }

    private static boolean isOfDocument(PGPSignature signature) {
        return signature.getSignatureType() == PGPSignature.BINARY_DOCUMENT
                || signature.getSignatureType() == PGPSignature.CANONICAL_TEXT_DOCUMENT;
    }

    private boolean isGood(OpenPGPDocumentSignature signature) {
        try {
            return signature.isValid()
                    && signature.isEffectiveAt(now)
                    && signature.getIssuer().isSigningKey(now)
                    && isValid(signature.getIssuer())
                    && isValid(signature.getIssuer().getCertificate().getPrimaryKey());
        } catch (PGPException | RuntimeException e) { // the library throws either if it does not accept the key
            LOG.debug("a signature is not good", e);
            return false;
        }
    }

    private boolean isValid(OpenPGPComponentKey key) {
        Date expiration = key.getKeyExpirationDateAt(now);
        return key.isBoundAt(now)
                && (expiration == null || expiration.toInstant().isAfter(now.toInstant()));
    }

    private static String keyIds(List<PGPSignature> signatures) {
        return String.join(
                ", ",
                signatures.stream()
                        .map(signature -> String.format(Locale.ROOT, "%016X", signature.getKeyID()))
                        .distinct()
                        .toList());
    }

    private static String fingerprint(OpenPGPComponentKey key) {
        return HexFormat.of().withUpperCase().formatHex(key.getPGPPublicKey().getFingerprint());
    }

    private static ImageException untrusted(String message) {
        return new ImageException(ErrorCode.UNTRUSTED, message);
    }
}
