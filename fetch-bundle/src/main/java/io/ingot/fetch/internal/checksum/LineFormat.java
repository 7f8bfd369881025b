// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.util.List;

/** A format of checksum files, whose entries may span several lines. */
@FunctionalInterface
interface LineFormat {
    /**
     * Reads an entry, if one of this format begins on a line.
     *
     * @param lines without their ends
     * @param index of the line, from 0
     * @return how many lines were read; 0 if they have another format
     */
    int read(List<String> lines, int index, ChecksumEntries entries);
}
