// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.client;

/**
 * A scheme that can be resolved, and who answers.
 *
 * @param scheme the scheme, lower case
 * @param bundle the symbolic name of the bundle whose service answers
 * @param version the version of that bundle
 */
public record SchemeInfo(String scheme, String bundle, String version) {}
