// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of the transfer engine, PID {@code io.ingot.fetch}. */
@ObjectClassDefinition(name = "Ingot Fetch", description = "How images are transferred and put in their place.")
@interface FetchConfig {
    @AttributeDefinition(
            name = "Retries",
            min = "0",
            max = "1000",
            description =
                    "How often a failed attempt is repeated; each one that brings new bytes starts the count anew."
                            + " 0: nothing is repeated.")
    int retries() default 5;

    @AttributeDefinition(
            name = "Retry pause",
            min = "1",
            max = "3600000",
            description = "Milliseconds before the first repetition; doubled with each further one, with jitter.")
    long retryPauseMillis() default 500;

    @AttributeDefinition(
            name = "Longest retry pause",
            min = "1",
            max = "3600000",
            description = "Milliseconds that a pause takes at the most, one that a server asks for included.")
    long maxRetryPauseMillis() default 60_000;

    @AttributeDefinition(
            name = "Stall timeout",
            min = "1",
            max = "86400000",
            description = "Milliseconds without a single byte after which an attempt is given up and repeated.")
    long stallTimeoutMillis() default 60_000;

    @AttributeDefinition(
            name = "Largest image",
            min = "1",
            description = "Bytes that an image may have at the most, decoded; a transfer that exceeds them is ended.")
    long maxImageBytes() default 1L << 40;

    @AttributeDefinition(
            name = "Mode",
            description = "Permissions of an image at its destination, in octal; the daemons that serve it are often"
                    + " other users. A hard-linked local file keeps its own.")
    String mode() default "0644";

    @AttributeDefinition(
            name = "Transfers at once",
            min = "1",
            max = "1024",
            description = "How many fetches run at a time; further ones wait for their turn.")
    int transfers() default 16;

    @AttributeDefinition(
            name = "Local files",
            options = {@Option(label = "hard-link where possible", value = "link"), @Option(value = "copy")},
            description = "What is done with an image that lies in a local file. A hard link shares its bytes: who"
                    + " writes to the one writes to the other.")
    String localFiles() default "link";
}
