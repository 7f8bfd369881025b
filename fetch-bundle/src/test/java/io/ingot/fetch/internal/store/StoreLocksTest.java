// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.lock.StoreLocks;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringTokenizer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests locks among threads, class loaders and processes. */
class StoreLocksTest {
    private static final String KEY = "a".repeat(64);
    private static final String OTHER = "b".repeat(64);

    @TempDir
    Path base;

    private TestStore store;

    @BeforeEach
    void open() throws IOException {
        store = new TestStore(base);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    @DisplayName("C-11: one transfer holds the lock of a key; others wait for it")
    void onlyOneHoldsTheLockOfAKey() throws IOException {
        TransferLock lock = store.store.space().tryLock(KEY, true).orElseThrow();
        assertThat(store.store.space().tryLock(KEY, true)).isEmpty();
        store.store.space().tryLock(OTHER, true).orElseThrow().close();
        lock.close();
        store.store.space().tryLock(KEY, true).orElseThrow().close();
    }

    @Test
    void closingALockTwiceDoesNotReleaseTheNextOne() throws IOException {
        TransferLock lock = store.store.space().tryLock(KEY, true).orElseThrow();
        lock.close();
        try (TransferLock next = store.store.space().tryLock(KEY, true).orElseThrow()) {
            lock.close();
            assertThat(store.store.space().tryLock(KEY, true)).isEmpty();
            assertThat(next.key()).isEqualTo(KEY);
        }
    }

    @Test
    void onlyANonEmptyPartOutlivesItsLock() throws IOException {
        Path part;
        try (TransferLock lock = store.store.space().tryLock(KEY, true).orElseThrow()) {
            part = Files.createFile(lock.part());
        }
        assertThat(part).doesNotExist();
        try (TransferLock lock = store.store.space().tryLock(KEY, true).orElseThrow()) {
            Files.writeString(lock.part(), "some");
        }
        assertThat(part).hasContent("some");
    }

    @Test
    void anotherClassLoaderWaitsRatherThanFails() throws Exception {
        try (URLClassLoader loader = loader();
                TransferLock lock = store.store.space().tryLock(KEY, true).orElseThrow()) {
            assertThat(attempt(loader, KEY)).isFalse();
            assertThat(attempt(loader, OTHER)).isTrue();
            assertThat(lock.key()).isEqualTo(KEY);
        }
    }

    @Test
    void closingInAnotherClassLoaderDropsNoLockOfThisOne() throws Exception {
        try (URLClassLoader loader = loader();
                TransferLock lock = store.store.space().tryLock(KEY, true).orElseThrow()) {
            assertThat(attempt(loader, OTHER)).isTrue();
            try (Child child = new Child(KEY)) {
                assertThat(child.answer()).isEqualTo("busy");
            }
            assertThat(lock.key()).isEqualTo(KEY);
        }
        try (Child child = new Child(KEY)) {
            assertThat(child.answer()).isEqualTo("held");
        }
    }

    @Test
    void theLockOfAKilledProcessIsReleased() throws Exception {
        try (Child child = new Child(KEY)) {
            assertThat(child.answer()).isEqualTo("held");
            assertThat(store.store.space().tryLock(KEY, true)).isEmpty();
            child.kill();
            TransferLock lock = Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> store.store.space().tryLock(KEY, true), Optional::isPresent)
                    .orElseThrow();
            lock.close();
        }
    }

    @Test
    void aTransferLockOutlivesItsStore() throws Exception {
        TransferLock lock;
        try (TestStore other = new TestStore(base)) {
            lock = other.store.space().tryLock(KEY, true).orElseThrow();
        }
        assertThat(store.store.space().tryLock(KEY, true)).isEmpty();
        lock.close();
        store.store.space().tryLock(KEY, true).orElseThrow().close();
    }

    @Test
    void theTableOfTheJvmHoldsOnlyTypesOfTheJdk() throws Exception {
        try (TransferLock lock = store.store.space().tryLock(KEY, true).orElseThrow()) {
            assertThat(lock).isNotNull();
            Object table = Objects.requireNonNull(System.getProperties().get("io.ingot.fetch.store.locks"));
            List<Object> values = new ArrayList<>();
            Map<?, ?> files = (Map<?, ?>) table;
            files.values().forEach(value -> values.addAll(((Map<?, ?>) value).values()));
            assertThat(table.getClass().getClassLoader()).isNull();
            assertThat(values).isNotEmpty().allMatch(value -> value.getClass().getClassLoader() == null);
        }
    }

    @Test
    void waitingEndsWithTheCall() throws Exception {
        try (StoreLocks locks = StoreLocks.open(base.resolve("store/LOCK"));
                Call call = Call.start();
                HeldLock lock = locks.content(KEY, call);
                Call waiting = Call.within(Duration.ofMillis(20))) {
            assertThatThrownBy(() -> locks.content(KEY, waiting))
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT));
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void aPrivateTransferLeavesNoPart() throws IOException {
        try (TransferLock lock = store.store.space().tryLock(KEY, false).orElseThrow()) {
            TestStore.completePart(lock, "half");
        }
        assertThat(store.in("parts")).isEmpty();
    }

    @Test
    void aSharedTransferLeavesItsPart() throws IOException {
        try (TransferLock lock = store.store.space().tryLock(KEY, true).orElseThrow()) {
            TestStore.completePart(lock, "half");
        }
        assertThat(store.in("parts")).containsExactly(KEY + ".part");
    }

    private boolean attempt(ClassLoader loader, String key) throws Exception {
        return (Boolean) loader.loadClass(LockHolder.class.getName())
                .getMethod("attempt", String.class, String.class)
                .invoke(null, base.resolve("store").toString(), key);
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

    /** Another process that tries the lock. */
    private final class Child implements AutoCloseable {
        private final Process process;
        private final BufferedReader output;

        Child(String key) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath(),
                            LockHolder.class.getName(),
                            base.resolve("store").toString(),
                            key)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        }

        String answer() throws IOException {
            String line;
            do {
                line = output.readLine();
            } while (line != null && !line.equals("held") && !line.equals("busy"));
            return String.valueOf(line);
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() throws Exception {
            process.getOutputStream().close();
            process.waitFor();
            output.close();
        }
    }
}
