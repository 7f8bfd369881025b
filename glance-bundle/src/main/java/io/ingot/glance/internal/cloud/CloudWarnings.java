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

/** Warnings about a cloud that can be used all the same; each is logged once. Safe for concurrent use. */
final class CloudWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(CloudWarnings.class);
    private static final Set<CloudKey> TLS_FILES = Set.of(CloudKey.CACERT, CloudKey.CERT, CloudKey.KEY);
    private static final Set<String> FALSE_VALUES = Set.of("false", "no", "off", "0");
    private static final Set<String> TRUE_VALUES = Set.of("true", "yes", "on", "1");

    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /** Warns of a file with a secret that every user can read. */
    void warnIfReadableByAll(CloudFile file) {
        if (readableByAll(file.path())) {
            warnOnce(file.path() + " contains a secret, and every user of this machine can read it: run chmod o-r");
        }
    }

    /** Warns of TLS settings in a cloud: TLS is configured for all of Ingot in {@code io.ingot.httpclient}. */
    void warnOfIgnoredTls(CloudSection section, String what) {
        Set<String> keys = new TreeSet<>();
        TLS_FILES.stream()
                .filter(key -> section.text(key).isPresent())
                .map(CloudKey::spelling)
                .forEach(keys::add);
        if (hasAnyOf(section, CloudKey.VERIFY, FALSE_VALUES)) {
            keys.add(CloudKey.VERIFY.spelling());
        }
        if (hasAnyOf(section, CloudKey.INSECURE, TRUE_VALUES)) {
            keys.add(CloudKey.INSECURE.spelling());
        }
        if (!keys.isEmpty()) {
            warnOnce(what + " sets " + String.join(", ", keys)
                    + ", which is ignored: set io.ingot.httpclient/caFile or, at your risk,"
                    + " io.ingot.httpclient/insecure");
        }
    }

    /** Logs a warning unless it was logged before. */
    void warnOnce(String text) {
        if (reported.add(text)) {
            LOG.warn("{}", text);
        }
    }

    private static boolean readableByAll(Path file) {
        try {
            return FileAccess.ofTarget(file).filter(FileAccess::isReadableByAll).isPresent();
        } catch (IOException e) {
            return false; // the reader of the file reports it
        }
    }

    private static boolean hasAnyOf(CloudSection section, CloudKey key, Set<String> values) {
        return section.text(key)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .filter(values::contains)
                .isPresent();
    }
}
