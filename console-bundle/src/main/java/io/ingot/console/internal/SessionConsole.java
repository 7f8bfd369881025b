// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import java.io.OutputStream;
import java.io.PrintStream;
import org.apache.felix.service.command.Job;
import org.jspecify.annotations.Nullable;

/**
 * The console of a session, for as long as a command has it. Ctrl-C ends the job at once, and the shell prompts while the
 * command is still tidying up: what it prints then would stand in the line that is being typed. Prints texts only, in the
 * console's own encoding.
 */
final class SessionConsole extends PrintStream {
    private final PrintStream console;
    private final Job job;

    SessionConsole(PrintStream console, Job job) {
        super(OutputStream.nullOutputStream());
        this.console = console;
        this.job = job;
    }

    @Override
    public void print(@Nullable String text) {
        if (job.status() != Job.Status.Done) {
            console.print(text);
        }
    }

    @Override
    public void flush() {
        console.flush();
    }

    @Override
    public boolean checkError() {
        return console.checkError();
    }
}
