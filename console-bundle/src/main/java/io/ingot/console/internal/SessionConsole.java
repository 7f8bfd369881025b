// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import java.io.OutputStream;
import java.io.PrintStream;
import org.apache.felix.service.command.Job;
import org.jspecify.annotations.Nullable;

/**
 * The console of a session while a command runs. Ctrl-C ends the job immediately, and the shell prompts while the
 * command still cleans up; output is dropped then, since it would appear within the line that the user types. Prints
 * strings only, in the encoding of the console.
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
