// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest;

import io.ingot.testing.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An image, a checksum file that GnuPG signed, and a copy of that file that was changed afterwards. */
public final class SignedChecksums {
    /** The content of the image. */
    public static final byte[] IMAGE = Images.ofSize(300_007);

    private static final String KEY = """
            -----BEGIN PGP PUBLIC KEY BLOCK-----

            mDMEZlpkgBYJKwYBBAHaRw8BAQdAJFxew2meATRIUggeFIXjdMIqdFZhqJ85Umfu
            PFEWLZW0HWVkMjU1MTkgPGVkMjU1MTlAZXhhbXBsZS5vcmc+iJAEExYIADgWIQQy
            ZeFW+40NQ9VMeDaThUw1d7DKAAUCZlpkgAIbAwULCQgHAgYVCgkICwIEFgIDAQIe
            AQIXgAAKCRCThUw1d7DKAIp7AQCgONeZNW9783ubJyqb4Yom6VeFboJDrtnI2v/w
            p9CnngEAtHs/s7dw0ufNaCzY55saIUwSB9cTTCrSJqod7f2ZaAY=
            =ttdO
            -----END PGP PUBLIC KEY BLOCK-----
            """;

    private static final String SUMS = """
            -----BEGIN PGP SIGNED MESSAGE-----
            Hash: SHA512

            648a80b25c958db104ea3241be67c8d94b688688bf88775488c25617dbd11659  image
            -----BEGIN PGP SIGNATURE-----

            iIoEARYKADIWIQQyZeFW+40NQ9VMeDaThUw1d7DKAAUCZlu2ABQcZWQyNTUxOUBl
            eGFtcGxlLm9yZwAKCRCThUw1d7DKACO+AP9OQOS63IilZt19CPcUmqx9E8QWkpKV
            AX63tZsYNSTM2AD9FPTBV/RpqOVTfWW5gycc9UtnLp0qGkQVphG9wLWWAgU=
            =IPfN
            -----END PGP SIGNATURE-----
            """;

    private final Path folder;

    private SignedChecksums(Path folder) {
        this.folder = folder;
    }

    /** Writes all files. */
    public static SignedChecksums in(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("image"), IMAGE);
        Files.writeString(folder.resolve("key.asc"), KEY);
        Files.writeString(folder.resolve("SUMS"), SUMS);
        Files.writeString(folder.resolve("CHANGED"), SUMS.replace(Images.digest("SHA-256", IMAGE), "0".repeat(64)));
        return new SignedChecksums(folder);
    }

    /** The reference of the image. */
    public String image() {
        return "file://" + folder.resolve("image");
    }

    /** The reference of the signed checksum file. */
    public String checksumFile() {
        return "file://" + folder.resolve("SUMS");
    }

    /** The reference of the checksum file that was changed after it was signed. */
    public String changedChecksumFile() {
        return "file://" + folder.resolve("CHANGED");
    }

    /** The key of the signature. */
    public Path key() {
        return folder.resolve("key.asc");
    }
}
