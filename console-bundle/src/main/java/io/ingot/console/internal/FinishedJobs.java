// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import java.lang.reflect.Field;
import java.util.Collection;
import org.apache.felix.service.command.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes finished jobs from Gogo's lists. A job keeps the jobs that it started, with pipes and buffers of some 50 KiB
 * each, until it ends itself, and the shell is a job that starts every command. Gogo 1.1.6 has no method to remove a
 * job, so this class reaches into its list by reflection. It can go when Gogo removes finished jobs.
 */
final class FinishedJobs {
    private static final Logger LOG = LoggerFactory.getLogger(FinishedJobs.class);

    private FinishedJobs() {}

    /** Removes a finished job from its parent. Does nothing if Gogo's implementation differs. */
    static void release(Job job) {
        Job parent = job.parent();
        if (parent == null) {
            return;
        }
        try {
            Field field = parent.getClass().getDeclaredField("children");
            field.setAccessible(true);
            if (field.get(parent) instanceof Collection<?> children) {
                synchronized (children) { // as Gogo does
                    children.remove(job);
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("cannot remove a finished job: Gogo's implementation differs", e);
        }
    }
}
