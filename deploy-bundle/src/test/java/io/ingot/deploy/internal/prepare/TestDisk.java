// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.deploy.internal.prepare.folder.NodeDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk that crashes before one of its operations, or fails at one. */
final class TestDisk extends NodeDisk {
    /** The simulated end of the process. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        private Crash(String step) {
            super(step);
        }
    }

    private final List<String> operations = new ArrayList<>();
    private final int limit;
    private final String last;
    private final String failing;

    private TestDisk(int limit, String last, String failing) {
        this.limit = limit;
        this.last = last;
        this.failing = failing;
    }

    /** A disk that crashes after a number of operations. */
    static TestDisk crashingAfter(int operations) {
        return new TestDisk(operations, "", "");
    }

    /** A disk that crashes before an operation, such as {@code move image}. */
    static TestDisk crashingBefore(String operation) {
        return new TestDisk(Integer.MAX_VALUE, operation, "");
    }

    /** A disk that fails at an operation each time. */
    static TestDisk failingAt(String operation) {
        return new TestDisk(Integer.MAX_VALUE, "", operation);
    }

    /** A disk that neither crashes nor fails. */
    static TestDisk reliable() {
        return new TestDisk(Integer.MAX_VALUE, "", "");
    }

    /** The operations that were done, such as {@code move image}. */
    List<String> operations() {
        return operations;
    }

    /** Only records the operation: a crash of the process alone loses no bytes. */
    @Override
    public void force(Path path) throws IOException {
        before("force", path);
    }

    @Override
    protected void before(String operation, Path path) throws IOException {
        String step = operation + " " + path.getFileName();
        if (operations.size() >= limit || step.equals(last)) {
            throw new Crash(step);
        }
        if (step.equals(failing)) {
            throw new IOException("the disk is broken");
        }
        operations.add(step);
    }
}
