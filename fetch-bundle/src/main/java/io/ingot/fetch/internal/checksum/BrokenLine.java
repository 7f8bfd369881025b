// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

/**
 * An entry of a checksum file whose checksum is damaged: truncated, or of a wrong length for its algorithm. If it names
 * the image, other lines are not considered.
 *
 * @param position of the entry in the file
 * @param path the name in the entry; empty if there is none
 * @param fault what is wrong with the checksum
 */
record BrokenLine(SourceLine position, String path, String fault) {}
