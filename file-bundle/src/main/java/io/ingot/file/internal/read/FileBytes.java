// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.read;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageSource;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes of an open file. */
public final class FileBytes implements ImageSource.Bytes {
    private static final Logger LOG = LoggerFactory.getLogger(FileBytes.class);

    private final OpenFile file;

    /** A source that owns the file, and closes it. */
    public FileBytes(OpenFile file) {
        this.file = file;
    }

    @Override
    public Body read(long offset, long limit, Call call) throws ImageException {
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException("not a range: " + limit + " bytes from " + offset);
        }
        call.check();
        long begin = Math.min(offset, file.size());
        long end = begin + Math.min(limit, file.size() - begin);
        FileRange range = new FileRange(file, begin, end, call);
        return Body.of(range, begin, OptionalLong.of(file.size())).withChannel(range);
    }

    @Override
    public Optional<LocalFile> file() {
        return file.key().map(key -> new LocalFile(file.path(), key));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("{} could not be closed after it was read", file.path(), e);
        }
    }
}
