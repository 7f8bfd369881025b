// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.store;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The image store, which holds each content once, by its SHA-256. Several processes may share a store. Every method
 * throws INVALID_CONFIGURATION if the store has a newer format, and LOCAL_IO if it cannot be read or written. Safe for
 * concurrent use.
 */
@ProviderType
public interface ImageStore {
    /** Returns the folder of the store, an absolute path. */
    Path folder() throws ImageException;

    /** Returns the stored images, the least recently used first. Reads no image. */
    List<StoredImage> list() throws ImageException;

    /**
     * Reads every stored image, compares it with its records, and removes damaged ones.
     *
     * @param call the deadline and cancellation of this call
     */
    StoreVerification verify(Call call) throws ImageException;

    /**
     * Removes images beyond the operator's limits of size and age, the least recently used first, and old files of
     * interrupted transfers. Images that a node uses stay.
     */
    StoreCleanup clean() throws ImageException;

    /**
     * Removes a stored image, and all its references. Files of nodes are not changed.
     *
     * @param sha256 64 hexadecimal digits
     * @return the removed image
     * @throws ImageException NOT_FOUND if the store does not hold it
     */
    StoredImage remove(String sha256) throws ImageException;

    /**
     * Removes a reference, and the image that it names unless another reference names it.
     *
     * @return the image that the reference named
     * @throws ImageException NOT_FOUND if the store has no record of the reference
     */
    StoredImage remove(ImageReference reference) throws ImageException;

    /** A change of the names of a placed file, such as a rename. It does not change bytes, times or permissions. */
    @FunctionalInterface
    interface NameChange {
        /** Makes the change. */
        void make() throws IOException;
    }

    /**
     * Changes the names of a placed file, which may be a hard link to a stored image, and then records the new state of
     * that image. A rename sets the change time (ctime) of all hard links of a file; without a new record, the next hit
     * would have to read the whole image. If the image differed from its record before the change, no new state is
     * recorded. A store that does not share files only makes the change.
     *
     * @param sha256 the digest of the file, 64 hexadecimal digits
     * @param change is made exactly once, whatever the store holds, and even if the store cannot be used
     * @throws IOException if the change throws it
     */
    default void changeNames(String sha256, NameChange change) throws IOException {
        change.make();
    }
}
