// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.limit;

/**
 * The limits for all transfers together, as the operator configures them.
 *
 * @param transfers how many run at a time, from 1; a few express ones run in addition
 * @param transfersPerOrigin how many of them from one origin; 0 for as many as in all
 * @param smallImageBytes the size up to which an image is small, and its transfer express
 * @param bytesPerSecond the rate at which all of them receive bytes; 0 for no limit
 * @param bytesPerSecondPerOrigin the rate of those from one origin; 0 for no limit
 */
public record Limits(
        int transfers,
        int transfersPerOrigin,
        long smallImageBytes,
        long bytesPerSecond,
        long bytesPerSecondPerOrigin) {}
