// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.file.FileAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator should know of a cloud that can be used all the same; each is said once. Safe for concurrent use. */
final class CloudWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(CloudWarnings.class);
    private static final Set<CloudKey> TLS_FILES = Set.of(CloudKey.CACERT, CloudKey.CERT, CloudKey.KEY);
    private static final Set<String> FALSE_VALUES = Set.of("false", "no", "off", "0");
    private static final Set<String> TRUE_VALUES = Set.of("true", "yes", "on", "1");

    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /** Of a file that holds a secret. */
    void warnIfReadableByAll(CloudFile file) {
        if (readableByAll(file.path())) {
            warnOnce(file.path() + " holds a secret, and every user of this machine may read it: chmod o-r it");
        }
    }

    /** Of a cloud that says how servers are trusted: that is said once for all of Ingot, elsewhere. */
    void warnOfIgnoredTls(CloudSection written, String what) {
        Set<String> keys = new TreeSet<>();
        TLS_FILES.stream()
                .filter(key -> written.text(key).isPresent())
                .map(CloudKey::spelling)
                .forEach(keys::add);
        if (hasAnyOf(written, CloudKey.VERIFY, FALSE_VALUES)) {
            keys.add(CloudKey.VERIFY.spelling());
        }
        if (hasAnyOf(written, CloudKey.INSECURE, TRUE_VALUES)) {
            keys.add(CloudKey.INSECURE.spelling());
        }
        if (!keys.isEmpty()) {
            warnOnce(what + " says " + String.join(", ", keys)
                    + ", which counts for nothing here: see io.ingot.httpclient/caFile or, at your risk,"
                    + " io.ingot.httpclient/insecure");
        }
    }

    /** Whatever it is. */
    void warnOnce(String text) {
        if (reported.add(text)) {
            LOG.warn("{}", text);
        }
    }

    private static boolean readableByAll(Path file) {
        try {
            return FileAccess.followed(file).filter(FileAccess::readableByAll).isPresent();
        } catch (IOException e) {
            return false; // reading the file reports it
        }
    }

    private static boolean hasAnyOf(CloudSection written, CloudKey key, Set<String> words) {
        return written.text(key)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .filter(words::contains)
                .isPresent();
    }
}
