// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output, reserved for the results of commands. What a library prints to {@link System#out} goes to standard
 * error, since scripts parse the results.
 */
public final class StandardOutput {
    private final Switch target;
    private final PrintStream stream;

    private StandardOutput(OutputStream target) {
        this.target = new Switch(target);
        this.stream = new PrintStream(this.target, false, StandardCharsets.UTF_8);
    }

    /** Takes standard output, and redirects {@link System#out} to standard error. */
    public static StandardOutput take() {
        StandardOutput taken = new StandardOutput(System.out);
        System.setOut(System.err);
        return taken;
    }

    /** Redirects {@link System#out} to standard output again, where the shell prints. */
    void restore() {
        System.setOut(stream);
    }

    /** Returns the stream for results. */
    PrintStream stream() {
        return stream;
    }

    /** Drops what is printed from now on, or prints it again. */
    void setMuted(boolean muted) {
        target.muted = muted;
    }

    private static final class Switch extends FilterOutputStream {
        private volatile boolean muted;

        Switch(OutputStream target) {
            super(target);
        }

        @Override
        public void write(int b) throws IOException {
            if (!muted) {
                out.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (!muted) {
                out.write(bytes, offset, length);
            }
        }
    }
}
