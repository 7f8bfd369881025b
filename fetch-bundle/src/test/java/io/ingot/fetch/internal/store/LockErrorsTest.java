// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.lock.StoreLocks;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests errors of the kernel's locks: on opening, locks count as unsupported; later, an error is a failure. */
class LockErrorsTest {
    private static final String KEY = "a".repeat(64);

    @TempDir
    Path base;

    @Test
    void anErrorAfterOpeningGrantsNoLock() throws IOException {
        try (StoreLocks locks = StoreLocks.open(base.resolve("LOCK"))) {
            assertThat(locks.isInterProcess()).isTrue();
            FileChannel working = exchange(new RefusingChannel());
            try {
                assertThatThrownBy(() -> locks.tryTransfer(KEY))
                        .isInstanceOfSatisfying(
                                ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOCAL_IO))
                        .hasMessageContaining("No locks available");
            } finally {
                exchange(working);
            }
            locks.tryTransfer(KEY).orElseThrow().close();
        }
    }

    @Test
    void withoutLocksOnOpeningTheLocksWorkWithinTheJvm() throws IOException {
        try (StoreLocks first = StoreLocks.open(base.resolve("LOCK"))) {
            FileChannel working = exchange(new RefusingChannel());
            try (StoreLocks locks = StoreLocks.open(base.resolve("LOCK"));
                    HeldLock held = locks.tryTransfer(KEY).orElseThrow()) {
                assertThat(locks.isInterProcess()).isFalse();
                assertThat(locks.tryTransfer(KEY)).isEmpty();
                assertThat(first.tryTransfer(KEY)).isEmpty();
                assertThat(held).isNotNull();
            } finally {
                exchange(working);
            }
        }
    }

    /** Replaces the channel in the JVM's table of lock files. */
    @SuppressWarnings("unchecked") // the types in the table
    private FileChannel exchange(FileChannel channel) throws IOException {
        Map<String, Object> id = Files.readAttributes(base.resolve("LOCK"), "unix:dev,ino", LinkOption.NOFOLLOW_LINKS);
        Map<String, Map<String, Object>> table = (Map<String, Map<String, Object>>)
                Objects.requireNonNull(System.getProperties().get("io.ingot.fetch.store.locks"));
        Map<String, Object> entry = Objects.requireNonNull(table.get(id.get("dev") + ":" + id.get("ino")));
        return (FileChannel) Objects.requireNonNull(entry.put("channel", channel));
    }

    private static final class RefusingChannel extends FileChannel {
        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            throw new IOException("No locks available");
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            throw new IOException("No locks available");
        }

        @Override
        public int read(ByteBuffer to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] to, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer from) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force(boolean metadata) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel from, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer to, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer from, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void implCloseChannel() {}
    }
}
