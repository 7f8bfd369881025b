// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder has one lock, among class loaders, paths and processes. */
class NodeLockTest {
    @TempDir
    private Path folder;

    @Test
    void anotherClassLoaderCannotLockOrUnlock() throws Exception {
        try (NodeLock lock = acquire(folder);
                URLClassLoader loader = loader()) {
            assertThat(attemptBy(loader)).isFalse();
            assertThat(attemptByAProcess()).isEqualTo("busy");
        }
        assertThat(attemptByAProcess()).isEqualTo("locked");
    }

    @Test
    void anotherClassLoaderCanLockAfterTheRelease() throws Exception {
        acquire(folder).close();
        try (URLClassLoader loader = loader()) {
            assertThat(attemptBy(loader)).isTrue();
        }
        acquire(folder).close();
    }

    @Test
    void anotherPathOfTheFolderIsTheSameFolder() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        try (NodeLock lock = acquire(folder)) {
            assertThat(LockAttempt.attempt(link.toString())).isFalse();
        }
        assertThat(LockAttempt.attempt(link.toString())).isTrue();
    }

    @Test
    void systemPropertyOfALockIsTextAndIsRemovedWithIt() throws Exception {
        String property = "io.ingot.deploy.folder." + new NodeDisk().identity(folder);
        try (NodeLock lock = acquire(folder)) {
            assertThat(System.getProperty(property)).isEmpty();
        }
        assertThat(System.getProperty(property)).isNull();
    }

    private static NodeLock acquire(Path folder) throws IOException {
        return NodeLock.acquire(new NodeFolder(folder), new NodeDisk());
    }

    private boolean attemptBy(ClassLoader loader) throws Exception {
        return (Boolean) loader.loadClass(LockAttempt.class.getName())
                .getMethod("attempt", String.class)
                .invoke(null, folder.toString());
    }

    private String attemptByAProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        LockAttempt.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            List<String> lines = output.lines().toList();
            process.waitFor();
            return lines.get(lines.size() - 1);
        }
    }

    private static URLClassLoader loader() throws IOException {
        List<URL> urls = new ArrayList<>();
        StringTokenizer elements = new StringTokenizer(classPath(), File.pathSeparator);
        while (elements.hasMoreTokens()) {
            urls.add(Path.of(elements.nextToken()).toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
