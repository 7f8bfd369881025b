// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.path;

import io.ingot.common.text.PercentEncoding;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** How a {@code file} reference names a path of this machine: RFC 8089, with an absolute path and no other host. */
public final class FileReference {
    private static final String LOCALHOST = "localhost";

    private FileReference() {}

    /**
     * The path that a reference names, nothing of it looked at. Steps of one and two dots are taken as RFC 3986 §5.2.4
     * takes them, before the file system sees any.
     *
     * @return absolute and normal
     * @throws ImageException INVALID_REFERENCE if it names none
     */
    public static Path path(ImageReference reference) throws ImageException {
        checkAuthority(reference);
        if (reference.query().isPresent()) {
            throw invalid(reference, "it has a query; a question mark in a name is written %3F");
        }
        if (reference.fragment().isPresent()) {
            throw invalid(reference, "it has a fragment; a number sign in a name is written %23");
        }
        if (!reference.path().startsWith("/")) {
            throw invalid(reference, "its path is not absolute; write file:///path");
        }
        return toPath(reference, normalize(reference));
    }

    private static void checkAuthority(ImageReference reference) throws ImageException {
        String host = reference.host().orElse(LOCALHOST);
        if (!host.equals(LOCALHOST)) {
            throw invalid(reference, "host " + host + " is not this machine; write file:///path");
        }
        if (reference.userInfo().isPresent() || reference.port().isPresent()) {
            throw invalid(reference, "it has a user or a port, which no file has; write file:///path");
        }
    }

    private static String normalize(ImageReference reference) throws ImageException {
        Deque<String> steps = new ArrayDeque<>();
        for (String encoded : reference.path().split("/", -1)) {
            String name = name(reference, encoded);
            if (name.equals("..")) {
                steps.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                steps.addLast(name);
            }
        }
        return "/" + String.join("/", steps);
    }

    private static String name(ImageReference reference, String encoded) throws ImageException {
        String name = PercentEncoding.decode(encoded)
                .orElseThrow(() -> invalid(reference, "a name in its path is not percent-encoded UTF-8"));
        if (name.indexOf('/') >= 0) {
            throw invalid(reference, "a name in its path holds an encoded slash, which no name holds");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw invalid(reference, "a name in its path holds a control character");
        }
        return name;
    }

    private static Path toPath(ImageReference reference, String path) throws ImageException {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw invalid(
                    reference,
                    "its name cannot be written in this process's encoding of file names ("
                            + System.getProperty("sun.jnu.encoding") + "); start it under a UTF-8 locale");
        }
    }

    private static ImageException invalid(ImageReference reference, String why) {
        return new ImageException(ErrorCode.INVALID_REFERENCE, reference + " names no local file: " + why);
    }
}
