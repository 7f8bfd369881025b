// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.limit;

/**
 * What the operator allows all transfers together.
 *
 * @param transfers how many run at once, from 1; some express ones run besides
 * @param transfersPerOrigin how many of them from one origin; 0 for as many as in all
 * @param smallImageBytes up to which size an image is express
 * @param bytesPerSecond what all of them receive; 0 for any number
 * @param bytesPerSecondPerOrigin what those of one origin receive; 0 for any number
 */
public record Limits(
        int transfers,
        int transfersPerOrigin,
        long smallImageBytes,
        long bytesPerSecond,
        long bytesPerSecondPerOrigin) {}
