// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

/**
 * An entry of a checksum file whose checksum is damaged: cut off, or of another length than its algorithm's. An image that
 * it names is not looked for on other lines.
 *
 * @param place where it stands
 * @param path the name beside it; empty if there is none
 * @param fault what is wrong with the checksum
 */
record BrokenLine(SourceLine place, String path, String fault) {}
