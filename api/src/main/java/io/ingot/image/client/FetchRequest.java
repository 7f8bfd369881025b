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
 * A request to fetch an image to a destination, with expected checksums and options. Immutable: each method with a
 * parameter returns a changed copy.
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

    /**
     * Returns a request without checksums and with the default options.
     *
     * @param destination the file to create or replace, in an existing folder
     */
    public static FetchRequest of(ImageRequest image, Path destination) {
        return new FetchRequest(image, destination, List.of(), List.of(), FetchOptions.DEFAULT, progress -> {});
    }

    /** Returns this request with one more checksum that the image must have. */
    public FetchRequest checksum(Checksum expected) {
        return new FetchRequest(image, destination, with(checksums, expected), checksumFiles, options, listener);
    }

    /**
     * Returns this request with one more checksum that the image must have, which a checksum file lists.
     *
     * @param file the request for the file; the fragment of its reference, if any, is the name to look up in it
     */
    public FetchRequest checksumFile(ImageRequest file) {
        return checksumFile(new ChecksumFileRequest(file));
    }

    /** Returns this request with one more checksum that the image must have, which a checksum file lists. */
    public FetchRequest checksumFile(ChecksumFileRequest file) {
        return new FetchRequest(image, destination, checksums, with(checksumFiles, file), options, listener);
    }

    /** Returns this request with the checksums that were read from its checksum files, instead of the files. */
    public FetchRequest resolveChecksumFiles(List<Checksum> found) {
        List<Checksum> more = new ArrayList<>(checksums);
        more.addAll(found);
        return new FetchRequest(image, destination, more, List.of(), options, listener);
    }

    /** Returns this request with another destination. */
    public FetchRequest to(Path destination) {
        return new FetchRequest(image, destination, checksums, checksumFiles, options, listener);
    }

    /** Returns this request with other options. */
    public FetchRequest options(FetchOptions options) {
        return new FetchRequest(image, destination, checksums, checksumFiles, options, listener);
    }

    /**
     * Returns this request with a listener to its progress. It is called on threads of the engine, a few times a
     * second, never concurrently, and once at the end. It must not block. The engine releases it when the fetch ends.
     */
    public FetchRequest listener(Consumer<Progress> listener) {
        return new FetchRequest(image, destination, checksums, checksumFiles, options, listener);
    }

    /** Returns the request for the image. */
    public ImageRequest image() {
        return image;
    }

    /** Returns the destination, an absolute path. */
    public Path destination() {
        return destination;
    }

    /** Returns the checksums that the image must have, all of them. */
    public List<Checksum> checksums() {
        return checksums;
    }

    /** Returns the checksum files that list further checksums that the image must have. */
    public List<ChecksumFileRequest> checksumFiles() {
        return checksumFiles;
    }

    /** Returns the options. */
    public FetchOptions options() {
        return options;
    }

    /** Returns the listener to the progress. */
    public Consumer<Progress> listener() {
        return listener;
    }

    /** Returns image and destination, without secrets. */
    @Override
    public String toString() {
        return image + " to " + destination;
    }

    private static <T> List<T> with(List<T> list, T element) {
        List<T> more = new ArrayList<>(list);
        more.add(element);
        return more;
    }
}
