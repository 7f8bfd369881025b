// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.itest.WorkFolder;
import io.ingot.itest.command.Home;
import io.ingot.itest.command.Ingot;
import io.ingot.testing.Images;
import io.ingot.testing.http.CountingOrigin;
import io.ingot.testing.http.OriginImage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hits in the store by signed URLs and by digests. */
class StoreHitIT {
    private static final byte[] BYTES = Images.ofSize(3 << 20);

    private CountingOrigin origin;
    private CountingOrigin otherOrigin;
    private Path folder;
    private Home home;

    @BeforeEach
    void openOrigins() throws Exception {
        origin = new CountingOrigin();
        otherOrigin = new CountingOrigin();
        folder = WorkFolder.create("store-hit");
        home = new Home(folder);
    }

    @AfterEach
    void closeOrigins() {
        origin.close();
        otherOrigin.close();
    }

    @Test
    void newSignatureOfAUrlIsAHit() throws Exception {
        OriginImage image = origin.serve(OriginImage.of("/image", BYTES));
        fetch(origin.url(image) + "?X-Amz-Date=1&X-Amz-Signature=a", "one");
        int bodies = image.bodies();

        fetch(origin.url(image) + "?X-Amz-Date=2&X-Amz-Signature=b", "two");

        assertThat(image.bodies()).isEqualTo(bodies);
        assertThat(image.isContentOf(folder.resolve("two"))).isTrue();
    }

    @Test
    void digestFindsAPublicImageOfAnotherOrigin() throws Exception {
        fetch(origin.url(origin.serve(OriginImage.of("/image", BYTES))), "one");
        OriginImage same = otherOrigin.serve(OriginImage.of("/other", BYTES));

        fetch(otherOrigin.url(same), "two", "--checksum", sha256());

        assertThat(same.bodies()).isZero();
    }

    @Test
    void digestDoesNotFindAnImageWithASignedUrl() throws Exception {
        fetch(origin.url(origin.serve(OriginImage.of("/image", BYTES))) + "?sig=1", "one");
        OriginImage same = otherOrigin.serve(OriginImage.of("/other", BYTES));

        fetch(otherOrigin.url(same), "two", "--checksum", sha256());

        assertThat(same.bodies()).isPositive();
    }

    private static String sha256() {
        return "sha256:" + Images.digest("SHA-256", BYTES);
    }

    private void fetch(String url, String name, String... options) throws Exception {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "fetch";
        arguments[1] = url;
        arguments[2] = folder.resolve(name).toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        try (Ingot ingot = home.start(arguments)) {
            assertThat(ingot.exit()).as(ingot.toString()).isZero();
        }
    }
}
