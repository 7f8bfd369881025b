// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

import io.ingot.image.Checksum;
import io.ingot.image.ImageRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Which image is wanted where, what must hold of it, and how it is fetched. Immutable: each method with a parameter answers
 * with a changed copy.
 */
public final class FetchRequest {
    private final ImageRequest image;
    private final Path destination;
    private final List<Checksum> checksums;
    private final List<ChecksumFileRequest> checksumFiles;
    private final FetchOptions options;
    private final Consumer<Progress> listener;

    private FetchRequest(
            ImageRequest image,
            Path destination,
            List<Checksum> checksums,
            List<ChecksumFileRequest> checksumFiles,
            FetchOptions options,
            Consumer<Progress> listener) {
        this.image = Objects.requireNonNull(image);
        this.destination = destination.toAbsolutePath().normalize();
        this.checksums = List.copyOf(checksums);
        this.checksumFiles = List.copyOf(checksumFiles);
        this.options = Objects.requireNonNull(options);
        this.listener = Objects.requireNonNull(listener);
    }

    /** Wants an image at a destination, a file name in an existing folder. */
    public static FetchRequest of(ImageRequest image, Path destination) {
        return new FetchRequest(image, destination, List.of(), List.of(), FetchOptions.DEFAULT, progress -> {});
    }

    /** One more checksum that the image must have. */
    public FetchRequest checksum(Checksum wanted) {
        return new FetchRequest(image, destination, with(checksums, wanted), checksumFiles, options, listener);
    }

    /**
     * One more checksum that the image must have: it stands in a file, on the line that names the image. The file is asked
     * for as its request says; the fragment of its reference, if there is one, is the name to look for.
     */
    public FetchRequest checksumFile(ImageRequest file) {
        return checksumFile(new ChecksumFileRequest(file));
    }

    /** One more checksum that the image must have: it stands in a file, on the line that names the image. */
    public FetchRequest checksumFile(ChecksumFileRequest file) {
        return new FetchRequest(image, destination, checksums, with(checksumFiles, file), options, listener);
    }

    /** The same with the checksums of its files in the place of the files. */
    public FetchRequest resolveChecksumFiles(List<Checksum> read) {
        List<Checksum> more = new ArrayList<>(checksums);
        more.addAll(read);
        return new FetchRequest(image, destination, more, List.of(), options, listener);
    }

    /** The same at another destination. */
    public FetchRequest to(Path elsewhere) {
        return new FetchRequest(image, elsewhere, checksums, checksumFiles, options, listener);
    }

    /** The same with other options. */
    public FetchRequest options(FetchOptions chosen) {
        return new FetchRequest(image, destination, checksums, checksumFiles, chosen, listener);
    }

    /**
     * Tells a listener of the progress: on the engine's threads, a few times a second, never two at once, and once at the
     * end. It must not block; the engine forgets it when the fetch ends.
     */
    public FetchRequest listener(Consumer<Progress> of) {
        return new FetchRequest(image, destination, checksums, checksumFiles, options, of);
    }

    /** Which image, as whom. */
    public ImageRequest image() {
        return image;
    }

    /** Where it is wanted: an absolute path. */
    public Path destination() {
        return destination;
    }

    /** The checksums that it must have, all of them. */
    public List<Checksum> checksums() {
        return checksums;
    }

    /** The files in which further checksums stand that it must have. */
    public List<ChecksumFileRequest> checksumFiles() {
        return checksumFiles;
    }

    /** How it is fetched. */
    public FetchOptions options() {
        return options;
    }

    /** The listener to its progress. */
    public Consumer<Progress> listener() {
        return listener;
    }

    /** Which image, where; without secrets. */
    @Override
    public String toString() {
        return image + " to " + destination;
    }

    private static <T> List<T> with(List<T> some, T another) {
        List<T> more = new ArrayList<>(some);
        more.add(another);
        return more;
    }
}
