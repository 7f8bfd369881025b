// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.itest.WorkFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

/** The benchmarks run. Their figures are meaningful only for large sizes on an idle machine. */
public class BenchNginxIT {
    @Test
    public void everyBenchmarkRuns() throws Exception {
        Path folder = WorkFolder.create("bench");
        Path output = folder.resolve("output.log");
        Path top = Path.of(System.getProperty("basedir")).resolveSibling("bench");
        Process bench = new ProcessBuilder(
                        top.resolve("run").toString(),
                        "--quick",
                        "--folder",
                        folder.resolve("disk").toString(),
                        "--tmpfs",
                        folder.resolve("tmpfs").toString(),
                        "--ingot",
                        Path.of(System.getProperty("itest.distribution"), "bin", "ingot")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(bench.waitFor()).as(output.toString()).isZero();
        assertThat(Files.readString(output)).contains("| shared | times sent, one process |", "raw figures:");
    }
}
