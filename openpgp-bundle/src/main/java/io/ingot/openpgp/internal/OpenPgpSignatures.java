// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.spi.ChecksumSignatures;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** Signatures by the keys that the operator trusts. */
@Component(configurationPid = "io.ingot.openpgp")
@Designate(ocd = OpenPgpConfig.class)
public final class OpenPgpSignatures implements ChecksumSignatures {
    private volatile OpenPgpConfig config;

    /** Reads no key yet. */
    @Activate
    public OpenPgpSignatures(OpenPgpConfig config) {
        this.config = config;
    }

    @Modified
    void modified(OpenPgpConfig changed) {
        config = changed;
    }

    @Override
    public boolean signsItself(byte[] document) {
        return false;
    }

    @Override
    public List<String> detachedSuffixes() {
        return List.of(".asc", ".sig", ".gpg", ".sign");
    }

    @Override
    public SignedText verify(byte[] document, String name) throws ImageException {
        throw new ImageException(ErrorCode.UNTRUSTED, name + config.keyFiles().length);
    }

    @Override
    public SignedText verify(byte[] document, byte[] signature, String name) throws ImageException {
        throw new ImageException(ErrorCode.UNTRUSTED, name);
    }
}
