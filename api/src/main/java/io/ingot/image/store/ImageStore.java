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
 * The images that are held: each content once, by its SHA-256, whatever it was called. Several processes may share a
 * store. Every method throws INVALID_CONFIGURATION if the store is of a newer format, and LOCAL_IO if it cannot be read
 * or written.
 */
@ProviderType
public interface ImageStore {
    /** The folder: an absolute path. */
    Path folder() throws ImageException;

    /** What is held, the least recently used first. Reads no image. */
    List<StoredImage> list() throws ImageException;

    /**
     * Reads every image and compares it with what was recorded; what is damaged is dropped.
     *
     * @param call ends it early
     */
    StoreVerification verify(Call call) throws ImageException;

    /**
     * Drops what is beyond the operator's limits of size and age, the least recently used first, and what interrupted
     * transfers left behind long ago. What a node still uses stays.
     */
    StoreCleanup clean() throws ImageException;

    /**
     * Drops one content, whatever it is called; files of nodes stay as they are.
     *
     * @param sha256 64 hexadecimal digits
     * @return what was dropped
     * @throws ImageException NOT_FOUND if it is not held
     */
    StoredImage remove(String sha256) throws ImageException;

    /**
     * Forgets what a reference names, and drops the content unless another reference names it, too.
     *
     * @return what was forgotten
     * @throws ImageException NOT_FOUND if nothing is recorded of it
     */
    StoredImage remove(ImageReference reference) throws ImageException;

    /** A change of the names of a placed file, such as a rename. Its bytes, times and permissions stay as they are. */
    @FunctionalInterface
    interface NameChange {
        /** Makes the change. */
        void make() throws IOException;
    }

    /**
     * Makes a change to the names of a placed file, which may share its bytes with a held image, and records the state of
     * the image afterwards. A rename changes the change time (ctime) of every hard link; unrecorded, the next hit would read
     * the whole image to find out why. An image that was not as recorded right before the change is not recorded after it. A
     * store that shares no bytes with placed files only makes the change.
     *
     * @param sha256 of the file's bytes, 64 hexadecimal digits
     * @param change made exactly once, whatever the store holds, and even if the store cannot be used
     * @throws IOException what the change throws
     */
    default void changeNames(String sha256, NameChange change) throws IOException {
        change.make();
    }
}
