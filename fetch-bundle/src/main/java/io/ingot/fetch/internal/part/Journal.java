// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import com.fasterxml.jackson.jr.ob.JSON;
import io.ingot.common.json.BoundedJson;
import io.ingot.fetch.internal.source.Provenance;
import io.ingot.image.ImageInfo;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file next to a part that records its finished units, so that a later transfer can resume. The first line, in
 * JSON, states where the bytes came from. Each further line is a finished unit, {@code INDEX LENGTH DIGEST}, or {@code
 * mixed}: from then on, bytes have several origins, and only a digest of the whole image can verify them. The journal
 * is not forced to disk: if a crash of the machine makes it wrong, the comparison of the units shows that.
 *
 * <p>If it cannot be written, it ends with a warning; the transfer continues, and less of it can be resumed. Safe for
 * concurrent use.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int FORMAT = 1;
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final int MAX_LINE_BYTES = 64;
    private static final int MAX_UNITS = 1 << 20;
    private static final int MAX_LINES = 4 * MAX_UNITS;
    private static final String MIXED = "mixed";
    private static final Pattern UNIT = Pattern.compile("([0-9]{1,7}) ([0-9]{1,7}) ([0-9a-f]{16})");
    private static final Set<OpenOption> OPEN =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<?>[] OWNER_ONLY =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];

    private static final BoundedJson JSON = new BoundedJson(MAX_HEADER_BYTES, 32);

    private final Path path;
    private final FileChannel channel;
    private boolean broken;

    private Journal(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Starts a new journal and replaces an existing one; absent if it cannot be written. */
    static Optional<Journal> begin(Path path, long size, Provenance origin) {
        try {
            byte[] header = header(size, origin);
            if (header.length > MAX_HEADER_BYTES) {
                LOG.debug(
                        "{} stays empty: its header would have {} bytes, at most {} are read",
                        path,
                        header.length,
                        MAX_HEADER_BYTES);
                truncate(path);
                return Optional.empty();
            }
            Journal journal = open(path, 0);
            journal.append(header);
            return Optional.of(journal);
        } catch (IOException e) {
            LOG.warn(
                    "this transfer cannot be resumed if it is interrupted, because {} cannot be written: {}",
                    path,
                    e.toString());
            return Optional.empty();
        }
    }

    /** Continues a journal that was read; absent if it cannot be written. */
    static Optional<Journal> resume(Path path, RecoveredUnits recovered) {
        try {
            return Optional.of(open(path, recovered.validBytes()));
        } catch (IOException e) {
            LOG.warn(
                    "this transfer can be resumed only in part if it is interrupted, because {} cannot be written: {}",
                    path,
                    e.toString());
            return Optional.empty();
        }
    }

    /** Empties a journal, as its part is about to change. */
    static void truncate(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            open(path, 0).close();
        }
    }

    /** Reads the journal of an image of this size; absent if it is missing or invalid. */
    static Optional<RecoveredUnits> read(Path path, long size) {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS))) {
            Optional<String> header = line(file, MAX_HEADER_BYTES);
            return header.isEmpty() ? Optional.empty() : Optional.of(units(file, size, header.get()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.info("{} is not a valid journal, so its transfer starts from zero: {}", path, e.toString());
            return Optional.empty();
        }
    }

    /** Records a finished unit. */
    void unit(long unit, int length, long digest) {
        if (unit < MAX_UNITS) {
            line(unit + " " + length + " " + HexFormat.of().toHexDigits(digest));
        }
    }

    /** Records that bytes of several origins follow. */
    void mixed() {
        line(MIXED);
    }

    @Override
    public synchronized void close() {
        broken = true;
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing {} failed: {}", path, e.toString());
        }
    }

    private synchronized void line(String text) {
        if (broken) {
            return;
        }
        try {
            append((text + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            broken = true;
            LOG.warn(
                    "this transfer can be resumed only in part if it is interrupted, because {} cannot be written: {}",
                    path,
                    e.toString());
        }
    }

    private void append(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static Journal open(Path path, long validBytes) throws IOException {
        FileChannel channel = FileChannel.open(path, OPEN, OWNER_ONLY);
        try {
            channel.truncate(validBytes);
            channel.position(validBytes);
            return new Journal(path, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static byte[] header(long size, Provenance origin) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("format", FORMAT);
        facts.put("unit", Units.BYTES);
        facts.put("size", size);
        facts.put("asked", origin.requestedInfo().facts());
        facts.put("reference", origin.reference());
        facts.put("info", origin.info().facts());
        return (JSON.write(facts) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static RecoveredUnits units(InputStream file, long size, String header) throws IOException {
        RecoveredUnits recovered = new RecoveredUnits(origin(header, size));
        long valid = header.getBytes(StandardCharsets.UTF_8).length + 1L;
        for (int lines = 0; lines < MAX_LINES; lines++) {
            Optional<String> line = line(file, MAX_LINE_BYTES);
            if (line.isPresent() && line.get().equals(MIXED)) {
                recovered = recovered.mixed();
            } else if (line.isEmpty() || !unit(line.get(), size, recovered)) {
                break;
            }
            valid += line.get().length() + 1;
        }
        recovered.validBytes(valid);
        return recovered;
    }

    private static boolean unit(String line, long size, RecoveredUnits recovered) {
        Matcher unit = UNIT.matcher(line);
        if (!unit.matches()) {
            return false;
        }
        int index = Integer.parseInt(unit.group(1));
        if (index >= MAX_UNITS
                || (long) index * Units.BYTES >= size
                || Integer.parseInt(unit.group(2)) != Units.range(index, size).length()) {
            return false;
        }
        recovered.add(index, Long.parseUnsignedLong(unit.group(3), 16));
        return true;
    }

    private static Provenance origin(String header, long size) throws IOException {
        Map<String, @Nullable Object> facts = JSON.read(header.getBytes(StandardCharsets.UTF_8));
        require(facts, "format", FORMAT);
        require(facts, "unit", Units.BYTES);
        require(facts, "size", size);
        return new Provenance(info(facts, "asked"), String.valueOf(facts.get("reference")), info(facts, "info"));
    }

    private static void require(Map<String, @Nullable Object> facts, String name, long expected) {
        if (!(facts.get(name) instanceof Number number) || !number.toString().equals(Long.toString(expected))) {
            throw new IllegalArgumentException(name + " is not " + expected);
        }
    }

    private static ImageInfo info(Map<String, @Nullable Object> facts, String name) {
        if (!(facts.get(name) instanceof Map<?, ?> known)) {
            throw new IllegalArgumentException(name + " is missing");
        }
        Map<String, Object> byName = new LinkedHashMap<>();
        known.forEach((key, value) -> byName.put(String.valueOf(key), value));
        return ImageInfo.of(byName);
    }

    /** Reads a complete line; absent at the end of the file, or if the line is truncated, too long, or not in UTF-8. */
    private static Optional<String> line(InputStream file, int maxBytes) throws IOException {
        byte[] bytes = new byte[maxBytes];
        for (int length = 0; length < maxBytes; length++) {
            int next = file.read();
            if (next < 0) {
                return Optional.empty();
            }
            if (next == '\n') {
                String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
                return text.getBytes(StandardCharsets.UTF_8).length == length ? Optional.of(text) : Optional.empty();
            }
            bytes[length] = (byte) next;
        }
        return Optional.empty();
    }
}
