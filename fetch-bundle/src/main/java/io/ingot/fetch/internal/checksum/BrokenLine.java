// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

/**
 * A line of a checksum file that is meant to have a checksum, and has none that is right: cut off, or of another length than
 * its algorithm's. An image that it names is not looked for on other lines.
 *
 * @param number of the line, from 1
 * @param path the name beside it; empty if there is none
 * @param fault what is wrong with the checksum
 */
record BrokenLine(int number, String path, String fault) {}
