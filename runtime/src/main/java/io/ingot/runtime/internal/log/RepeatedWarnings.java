// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.log;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;

/** Logs the errors of periodic checks, each only if it is new or has changed. Used by one thread. */
public final class RepeatedWarnings {
    private final Logger log;
    private final Map<Object, String> known = new HashMap<>();

    public RepeatedWarnings(Logger log) {
        this.log = log;
    }

    /** Logs an error, unless it is the last one for this subject. */
    public void error(Object subject, String message) {
        if (!message.equals(known.put(subject, message))) {
            log.error("{}", message);
        }
    }

    /** Forgets the error of a subject that is in order again. */
    public void clear(Object subject) {
        known.remove(subject);
    }

    /** Forgets the errors of all other subjects. */
    public void retain(Collection<?> subjects) {
        known.keySet().retainAll(subjects);
    }
}
