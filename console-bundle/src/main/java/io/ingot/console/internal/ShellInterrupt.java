// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.felix.service.command.Job;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The handler of Ctrl-C in the shell of this process: it cancels the foreground command, or starts a new line at the
 * prompt. The launcher finds this service by its property and calls it on SIGINT; it returns false if there was nothing
 * to interrupt. Gogo reports the session of the shell, whose jobs are tracked, and removed when they have finished.
 */
@Component(
        service = {CommandSessionListener.class, BooleanSupplier.class},
        property = "ingot.shell=interrupt")
public final class ShellInterrupt implements CommandSessionListener, BooleanSupplier {
    /** The framework property with which the launcher reports that standard input is a terminal. */
    static final String TERMINAL = "ingot.terminal";

    private static final String DEFAULT_PROMPT = "g! ";

    private final Console console;
    private final boolean terminal;
    private final Set<Job> foregroundJobs = ConcurrentHashMap.newKeySet();
    private volatile @Nullable CommandSession shell;

    /** Creates a handler that is ready immediately. */
    @Activate
    public ShellInterrupt(@Reference Console console, BundleContext context) {
        this(console, Boolean.parseBoolean(context.getProperty(TERMINAL)));
    }

    /** Creates a handler; {@code terminal} is whether the shell shows a prompt. */
    ShellInterrupt(Console console, boolean terminal) {
        this.console = console;
        this.terminal = terminal;
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence command) {
        if (session != shell && GogoSession.isOfThisProcess(session)) {
            session.setJobListener((job, before, now) -> jobChanged(job, now));
            shell = session;
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Exception exception) {}

    @Override
    public void afterExecute(CommandSession session, CharSequence command, Object result) {}

    /** Tracks the jobs of typed commands: those whose parent is the shell, which is a job itself. */
    private void jobChanged(Job job, Job.Status now) {
        Job parent = job.parent();
        if (now == Job.Status.Foreground && parent != null && parent.parent() == null) {
            foregroundJobs.add(job);
        } else {
            foregroundJobs.remove(job);
        }
        if (now == Job.Status.Done) {
            FinishedJobs.release(job);
        }
    }

    @Override
    public boolean getAsBoolean() {
        CommandSession session = shell;
        if (session == null) {
            return false;
        }
        if (console.interrupt()) {
            return true;
        }
        Set<Job> jobs = Set.copyOf(foregroundJobs);
        jobs.forEach(Job::interrupt);
        if (jobs.isEmpty() && terminal) {
            session.getConsole().print("\n" + prompt(session));
            session.getConsole().flush();
        }
        return terminal || !jobs.isEmpty();
    }

    private static String prompt(CommandSession session) {
        return session.get("prompt") instanceof String prompt ? prompt : DEFAULT_PROMPT;
    }
}
