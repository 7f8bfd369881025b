// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.deploy.internal.prepare.folder.NodeDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk whose process ends before one of its operations, so that no later one is done; or that fails at one. */
final class TestDisk extends NodeDisk {
    /** The end of the process. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        private Crash(String where) {
            super(where);
        }
    }

    private final List<String> operations = new ArrayList<>();
    private final int survived;
    private final String last;
    private final String failing;

    private TestDisk(int survived, String last, String failing) {
        this.survived = survived;
        this.last = last;
        this.failing = failing;
    }

    /** One that does so many operations. */
    static TestDisk crashingAfter(int operations) {
        return new TestDisk(operations, "", "");
    }

    /** One that does all before this one: {@code move image}. */
    static TestDisk crashingBefore(String operation) {
        return new TestDisk(Integer.MAX_VALUE, operation, "");
    }

    /** One that fails at this one each time, and does all others. */
    static TestDisk failingAt(String operation) {
        return new TestDisk(Integer.MAX_VALUE, "", operation);
    }

    /** One that does them all. */
    static TestDisk lasting() {
        return new TestDisk(Integer.MAX_VALUE, "", "");
    }

    /** What was done: {@code move image}. */
    List<String> operations() {
        return operations;
    }

    /** Counts, and does nothing: a process that ends loses no bytes, only a machine does. */
    @Override
    public void force(Path path) throws IOException {
        before("force", path);
    }

    @Override
    protected void before(String operation, Path path) throws IOException {
        String step = operation + " " + path.getFileName();
        if (operations.size() >= survived || step.equals(last)) {
            throw new Crash(step);
        }
        if (step.equals(failing)) {
            throw new IOException("the disk is broken");
        }
        operations.add(step);
    }
}
