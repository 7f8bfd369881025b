// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.log;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Complaints about things that are looked at again and again: each is logged when it is new or has changed. Used by one
 * thread.
 */
public final class RepeatedWarnings {
    private final Logger log;
    private final Map<Object, String> known = new HashMap<>();

    public RepeatedWarnings(Logger log) {
        this.log = log;
    }

    /** Logs a complaint, unless it is the last one about this subject. */
    public void error(Object subject, String complaint) {
        if (!complaint.equals(known.put(subject, complaint))) {
            log.error("{}", complaint);
        }
    }

    /** Nothing is wrong with this subject any more. */
    public void settle(Object subject) {
        known.remove(subject);
    }

    /** Forgets all other subjects. */
    public void retain(Collection<?> subjects) {
        known.keySet().retainAll(subjects);
    }
}
