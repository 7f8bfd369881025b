// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.credential;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Origin;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The target of credentials: an origin (RFC 6454 §4) and the path below which references must be.
 *
 * @param origin scheme, host and port
 * @param path the components of the path, not decoded
 */
record CredentialTarget(Origin origin, List<String> path) {
    private static final Pattern HOST = Pattern.compile("[a-z0-9._-]+|\\[.*]");
    /** Path segments that a server may read as {@code ..} or as a separator. */
    private static final Pattern UNSAFE = Pattern.compile("(?i)(?:^|/)(?:\\.|%2e){1,2}(?:;[^/]*)?(?:/|$)|%2f|%5c|\\\\");

    CredentialTarget {
        path = List.copyOf(path);
    }

    /**
     * Parses a URL, or a host with or without port, which means https.
     *
     * @throws IllegalArgumentException if the text is anything else; its message contains no secret
     */
    static CredentialTarget parse(String text) {
        ImageReference url;
        try {
            url = ImageReference.parse(text.contains("://") ? text : "https://" + text);
        } catch (ImageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        String host = url.host().filter(name -> HOST.matcher(name).matches()).orElse("");
        if (host.isEmpty()
                || url.userInfo().isPresent()
                || url.query().isPresent()
                || url.fragment().isPresent()
                || UNSAFE.matcher(url.path()).find()) {
            throw new IllegalArgumentException("it must consist of scheme, host, port and path: " + url);
        }
        return new CredentialTarget(url.origin(), components(url.path()));
    }

    /** Whether a reference is below this target. A path that may lead upwards is below the root only. */
    boolean covers(ImageReference reference) {
        return reference.origin().equals(origin) && (path.isEmpty() || isBelow(reference.path()));
    }

    private boolean isBelow(String other) {
        List<String> components = components(other);
        return !UNSAFE.matcher(other).find()
                && components.size() >= path.size()
                && components.subList(0, path.size()).equals(path);
    }

    private static List<String> components(String path) {
        String inner = path.replaceFirst("^/", "").replaceFirst("/$", "");
        return inner.isEmpty() ? List.of() : List.of(inner.split("/", -1));
    }
}
