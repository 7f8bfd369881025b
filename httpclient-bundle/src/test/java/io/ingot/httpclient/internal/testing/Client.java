// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.testing;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.concurrent.Callable;
import org.assertj.core.api.Assertions;

/** Shorthand of the tests. */
public final class Client {
    private Client() {}

    public static ImageReference at(String url) throws ImageException {
        return ImageReference.parse(url);
    }

    /** The failure of some work, which must have this code. */
    public static ImageException failure(ErrorCode code, Callable<?> work) {
        ImageException failure = Assertions.catchThrowableOfType(ImageException.class, work::call);
        Assertions.assertThat(failure).as("no failure").isNotNull();
        Assertions.assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
        return failure;
    }
}
