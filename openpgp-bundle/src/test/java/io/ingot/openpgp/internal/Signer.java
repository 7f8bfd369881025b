// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.api.KeyPassphraseProvider;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPKeyEditor;
import org.bouncycastle.openpgp.api.SignatureParameters;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/** A generated key with which a test signs. */
final class Signer {
    static final Instant BORN = Instant.parse("2024-01-01T00:00:00Z");
    static final Instant SIGNED = Instant.parse("2024-06-01T00:00:00Z");

    private final OpenPGPKey key;
    private int hash = HashAlgorithmTags.SHA512;
    private int type = PGPSignature.CANONICAL_TEXT_DOCUMENT;
    private Instant when = SIGNED;
    private long lifetime;

    private Signer(OpenPGPKey key) {
        this.key = key;
    }

    /** A signer with a primary key that certifies, and a subkey that signs. */
    static Signer withSubkey() {
        return make(api -> api.generateKey(4, Date.from(BORN), false)
                .classicKey("Joe <joe@example.org>")
                .build());
    }

    /** A signer with keys of version 6 (RFC 9580). */
    static Signer ofVersion6(boolean large) {
        return make(api -> large
                ? api.generateKey(6, Date.from(BORN), false).ed448x448Key("Joe").build()
                : api.generateKey(6, Date.from(BORN), false)
                        .ed25519x25519Key("Joe")
                        .build());
    }

    /** A signer whose primary key expires, with a subkey that does not expire itself. */
    static Signer expiring(long seconds) {
        return make(api -> api.generateKey(4, Date.from(BORN), false)
                .withPrimaryKey(generator -> generator.generateEd25519KeyPair(), signature(subpackets -> {
                    subpackets.removePacketsOfType(org.bouncycastle.bcpg.SignatureSubpacketTags.KEY_EXPIRE_TIME);
                    subpackets.setKeyExpirationTime(true, seconds);
                }))
                .addUserId("Joe", signature(subpackets -> {
                    subpackets.removePacketsOfType(org.bouncycastle.bcpg.SignatureSubpacketTags.KEY_EXPIRE_TIME);
                    subpackets.setKeyExpirationTime(true, seconds);
                }))
                .addSigningSubkey()
                .build());
    }

    Signer revoked() throws PGPException {
        return new Signer(new OpenPGPKeyEditor(key, (KeyPassphraseProvider) id -> null)
                .revokeKey()
                .done());
    }

    Signer revokedSubkey() throws PGPException {
        return new Signer(new OpenPGPKeyEditor(key, (KeyPassphraseProvider) id -> null)
                .revokeComponentKey(signing())
                .done());
    }

    Signer by(int algorithm) {
        hash = algorithm;
        return this;
    }

    Signer ofType(int signatureType) {
        type = signatureType;
        return this;
    }

    Signer at(Instant instant) {
        when = instant;
        return this;
    }

    Signer forSeconds(long seconds) {
        lifetime = seconds;
        return this;
    }

    String certificate() throws IOException {
        return key.toCertificate().toAsciiArmoredString();
    }

    byte[] binaryCertificate() throws IOException {
        return key.toCertificate().getEncoded();
    }

    String secretKey() throws IOException {
        return key.toAsciiArmoredString();
    }

    String fingerprint() {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(signing().getPGPPublicKey().getFingerprint());
    }

    /** A complete cleartext message (RFC 9580 §7). */
    String message(String text) throws IOException {
        StringBuilder body = new StringBuilder();
        StringBuilder canonical = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            body.append(line.startsWith("-") ? "- " + line : line).append('\n');
            canonical
                    .append(canonical.isEmpty() && body.indexOf("\n") == body.length() - 1 ? "" : "\r\n")
                    .append(line);
        }
        return "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n" + body
                + armored(canonical.toString().getBytes(StandardCharsets.UTF_8));
    }

    String armored(byte[] document) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor =
                ArmoredOutputStream.builder().clearHeaders().build(text)) {
            armor.write(signature(document));
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    byte[] signature(byte[] document) throws IOException {
        try {
            OpenPGPKey.OpenPGPSecretKey secret = key.getSecretKey(signing());
            PGPPrivateKey unlocked = secret.unlock().getKeyPair().getPrivateKey();
            PGPPublicKey known = secret.getPGPPublicKey();
            PGPSignatureGenerator generator =
                    new PGPSignatureGenerator(new BcPGPContentSignerBuilder(known.getAlgorithm(), hash), known);
            generator.init(type, unlocked);
            PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
            subpackets.setSignatureCreationTime(true, Date.from(when));
            subpackets.setIssuerFingerprint(false, known);
            if (lifetime > 0) {
                subpackets.setSignatureExpirationTime(true, lifetime);
            }
            generator.setHashedSubpackets(subpackets.generate());
            generator.update(new ByteArrayInputStream(document).readAllBytes());
            return generator.generate().getEncoded();
        } catch (PGPException e) {
            throw new IOException(e);
        }
    }

    private org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey signing() {
        return key.getSigningKeys(Date.from(BORN.plusSeconds(1))).get(0);
    }

    private static SignatureParameters.Callback signature(
            java.util.function.Consumer<PGPSignatureSubpacketGenerator> change) {
        return new SignatureParameters.Callback() {
            @Override
            public SignatureParameters apply(SignatureParameters parameters) {
                return parameters.setHashedSubpacketsFunction(subpackets -> {
                    change.accept(subpackets);
                    return subpackets;
                });
            }
        };
    }

    private interface Making {
        OpenPGPKey with(BcOpenPGPApi api) throws PGPException;
    }

    private static Signer make(Making making) {
        try {
            return new Signer(making.with(new BcOpenPGPApi()));
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }
}
