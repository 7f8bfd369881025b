// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import io.ingot.common.settings.CurrentSettings;
import io.ingot.common.text.Utf8;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.spi.ChecksumSignatures;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.openpgp.api.OpenPGPImplementation;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** Verifies signatures with the keys that the operator trusts. Reads the keys at each use. */
@Component(configurationPid = "io.ingot.openpgp")
@Designate(ocd = OpenPgpConfig.class)
public final class OpenPgpSignatures implements ChecksumSignatures {
    private static final List<String> SUFFIXES = List.of(".asc", ".sig", ".gpg", ".sign");

    private final CurrentSettings<OpenPgpSettings> settings = new CurrentSettings<>("io.ingot.openpgp");
    private final InstantSource clock;

    /** Creates a verifier, without reading keys. */
    @Activate
    public OpenPgpSignatures(OpenPgpConfig config) {
        this(config, InstantSource.system());
    }

    OpenPgpSignatures(OpenPgpConfig config, InstantSource clock) {
        this.clock = clock;
        modified(config);
    }

    /** Replaces the settings; an invalid one changes nothing. */
    @Modified
    void modified(OpenPgpConfig config) {
        settings.update(() -> OpenPgpSettings.of(config));
    }

    @Override
    public boolean isInlineSigned(byte[] document) {
        return CleartextMessage.isPresent(document);
    }

    @Override
    public List<String> detachedSuffixes() {
        return SUFFIXES;
    }

    @Override
    public SignedText verify(byte[] document, String name) throws ImageException {
        CleartextMessage message;
        try {
            message = CleartextMessage.parse(document);
        } catch (CleartextMessage.MalformedException e) {
            throw new ImageException(
                    ErrorCode.UNTRUSTED, name + " is not exactly one signed message: " + e.getMessage(), e);
        }
        byte[] signed = message.signed().getBytes(StandardCharsets.ISO_8859_1);
        byte[] signature = message.signature().getBytes(StandardCharsets.ISO_8859_1);
        return new SignedText(Utf8.decodeOrLatin1(signed), signer(signed, signature, name));
    }

    @Override
    public SignedText verify(byte[] document, byte[] signature, String name) throws ImageException {
        return new SignedText(Utf8.decodeOrLatin1(document), signer(document, signature, name));
    }

    private String signer(byte[] signed, byte[] signature, String name) throws ImageException {
        OpenPgpSettings current = settings.get();
        // Here, not once: it loads the names of all time zones, and most processes verify no signature.
        OpenPGPImplementation openPgp = new BcOpenPGPImplementation();
        SignatureCheck check = new SignatureCheck(openPgp, new TrustedKeys(openPgp).read(current.keyFiles()), clock);
        return check.signer(signed, signature, name);
    }
}
