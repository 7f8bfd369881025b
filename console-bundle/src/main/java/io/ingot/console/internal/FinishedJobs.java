// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import java.lang.reflect.Field;
import java.util.Collection;
import org.apache.felix.service.command.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Gogo release jobs that are done. A job keeps those that it started, with their pipes and buffers, some 50 KiB each,
 * until it ends itself; and the shell is a job, which starts all that is typed. Gogo 1.1.6 has no means to remove one, so this
 * reaches into its list. It can go when Gogo removes them.
 */
final class FinishedJobs {
    private static final Logger LOG = LoggerFactory.getLogger(FinishedJobs.class);

    private FinishedJobs() {}

    /** Takes a job that is done out of its parent. Changes nothing in a Gogo that works otherwise. */
    static void release(Job done) {
        Job parent = done.parent();
        if (parent == null) {
            return;
        }
        try {
            Field field = parent.getClass().getDeclaredField("children");
            field.setAccessible(true);
            if (field.get(parent) instanceof Collection<?> children) {
                synchronized (children) { // as Gogo does
                    children.remove(done);
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("this Gogo keeps its jobs in another way", e);
        }
    }
}
