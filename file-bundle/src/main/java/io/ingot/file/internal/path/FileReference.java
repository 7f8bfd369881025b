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

/** Converts {@code file} references (RFC 8089) into local paths. They have an absolute path and no other host. */
public final class FileReference {
    private static final String LOCALHOST = "localhost";

    private FileReference() {}

    /**
     * The path of a reference, without access to the file system. Removes dot segments as RFC 3986 §5.2.4 specifies, before
     * the file system sees them.
     *
     * @return an absolute, normalized path
     * @throws ImageException INVALID_REFERENCE if the reference does not name a path
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
            throw invalid(reference, "a file has neither user nor port; write file:///path");
        }
    }

    private static String normalize(ImageReference reference) throws ImageException {
        Deque<String> names = new ArrayDeque<>();
        for (String encoded : reference.path().split("/", -1)) {
            String name = name(reference, encoded);
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }

    private static String name(ImageReference reference, String encoded) throws ImageException {
        String name = PercentEncoding.decode(encoded)
                .orElseThrow(() -> invalid(reference, "a name in its path is not percent-encoded UTF-8"));
        if (name.indexOf('/') >= 0) {
            throw invalid(reference, "a name in its path contains an encoded slash, which a file name cannot contain");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw invalid(reference, "a name in its path contains a control character");
        }
        return name;
    }

    private static Path toPath(ImageReference reference, String path) throws ImageException {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw invalid(
                    reference,
                    "its name cannot be represented in this process's file name encoding ("
                            + System.getProperty("sun.jnu.encoding") + "); start the process with a UTF-8 locale");
        }
    }

    private static ImageException invalid(ImageReference reference, String reason) {
        return new ImageException(ErrorCode.INVALID_REFERENCE, reference + " does not name a local file: " + reason);
    }
}
