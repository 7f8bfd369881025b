// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.limit;

import io.ingot.image.AddressLiteral;
import io.ingot.image.ImageReference;
import java.util.OptionalInt;

/**
 * Who sends bytes: scheme, host and port of a reference; a scheme without hosts is one origin.
 *
 * @param scheme in lower case
 * @param host in its one spelling; empty if there is none
 * @param port as the reference names it, else the default of its scheme, if it has one
 */
public record Sender(String scheme, String host, OptionalInt port) {
    /** The origin that a reference names. */
    public static Sender of(ImageReference reference) {
        return new Sender(
                reference.scheme(),
                reference.host().map(AddressLiteral::canonicalHost).orElse(""),
                reference.effectivePort());
    }
}
