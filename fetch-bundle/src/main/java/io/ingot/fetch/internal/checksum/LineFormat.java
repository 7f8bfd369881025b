// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.util.List;

/** A form of checksum files whose entries may take several lines. */
@FunctionalInterface
interface LineFormat {
    /**
     * Reads an entry, if one of this form begins on a line.
     *
     * @param lines without their ends
     * @param index of the line, from 0
     * @return how many lines were read; 0 if they are of another form
     */
    int read(List<String> lines, int index, ChecksumEntries entries);
}
