// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.store.ImageStore;
import io.ingot.image.store.StoreCleanup;
import io.ingot.image.store.StoreVerification;
import io.ingot.image.store.StoredImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A store in memory, with given results of verification and clean-up. */
final class FakeStore implements ImageStore {
    final List<StoredImage> held = new ArrayList<>();
    Path folder = Path.of("/srv/ingot/store");
    StoreVerification verification = new StoreVerification(List.of(), List.of());
    StoreCleanup cleaning = new StoreCleanup(List.of(), 0, 0);

    @Nullable
    ImageException failure;

    @Override
    public Path folder() throws ImageException {
        check();
        return folder;
    }

    @Override
    public List<StoredImage> list() throws ImageException {
        check();
        return held;
    }

    @Override
    public StoreVerification verify(Call call) throws ImageException {
        check();
        call.check();
        return verification;
    }

    @Override
    public StoreCleanup clean() throws ImageException {
        check();
        return cleaning;
    }

    @Override
    public StoredImage remove(String sha256) throws ImageException {
        StoredImage image = find(one -> one.sha256().equals(sha256));
        held.remove(image);
        return image;
    }

    /** Removes a reference, and its image with the last one, like the real store. */
    @Override
    public StoredImage remove(ImageReference reference) throws ImageException {
        StoredImage image = find(one -> one.references().contains(reference.toString()));
        if (image.references().size() == 1) {
            held.remove(image);
        }
        return image;
    }

    private StoredImage find(Predicate<StoredImage> filter) throws ImageException {
        check();
        return held.stream()
                .filter(filter)
                .findFirst()
                .orElseThrow(() -> new ImageException(ErrorCode.NOT_FOUND, "it is not stored"));
    }

    private void check() throws ImageException {
        if (failure != null) {
            throw failure;
        }
    }
}
