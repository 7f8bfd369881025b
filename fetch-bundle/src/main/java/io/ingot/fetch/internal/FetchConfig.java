// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of the transfer engine, PID {@code io.ingot.fetch}. */
@ObjectClassDefinition(name = "Ingot Fetch", description = "How images are transferred and put in their place.")
@interface FetchConfig {
    long HOUR_MILLIS = 3_600_000;
    long DAY_MILLIS = 24 * HOUR_MILLIS;
    long WEEK_MILLIS = 7 * DAY_MILLIS;
    int MOST_RETRIES = 1000;
    int MOST_TRANSFERS = 1024;
    int MOST_SEGMENTS = 64;
    long MOST_LEAST_RATE = 1L << 30;
    long MOST_MINUTES = 36_500L * 24 * 60;

    @AttributeDefinition(
            name = "Retries",
            min = "0",
            max = "" + MOST_RETRIES,
            description =
                    "How often a failed attempt is repeated; each one that brings new bytes starts the count anew."
                            + " 0: nothing is repeated.")
    int retries() default 5;

    @AttributeDefinition(
            name = "Retry pause",
            min = "1",
            max = "" + HOUR_MILLIS,
            description = "Milliseconds before the first repetition; doubled with each further one, with jitter.")
    long retryPauseMillis() default 500;

    @AttributeDefinition(
            name = "Longest retry pause",
            min = "1",
            max = "" + HOUR_MILLIS,
            description = "Milliseconds that a pause takes at the most, one that a server asks for included.")
    long maxRetryPauseMillis() default 60_000;

    @AttributeDefinition(
            name = "Longest time of retries",
            min = "1",
            max = "" + WEEK_MILLIS,
            description = "Milliseconds without a new byte after which no further attempt is made, however many are"
                    + " left.")
    long retryLimitMillis() default 900_000;

    @AttributeDefinition(
            name = "Stall timeout",
            min = "1",
            max = "" + DAY_MILLIS,
            description =
                    "Milliseconds without a single byte, or without an answer, after which an attempt is given up and"
                            + " repeated.")
    long stallTimeoutMillis() default 60_000;

    @AttributeDefinition(
            name = "Least rate",
            min = "0",
            max = "" + MOST_LEAST_RATE,
            description =
                    "Bytes that a connection must bring in a second, on average over the window below; an attempt that is"
                            + " slower is ended and repeated, and counts as one that brought nothing. Waiting for our own disk or"
                            + " limits does not count. 0: any rate will do.")
    long leastBytesPerSecond() default 1_000;

    @AttributeDefinition(
            name = "Window of the least rate",
            min = "1",
            max = "" + DAY_MILLIS,
            description = "Milliseconds over which the least rate is measured; at least stallTimeoutMillis.")
    long leastRateWindowMillis() default 60_000;

    @AttributeDefinition(
            name = "Largest image",
            min = "1",
            description = "Bytes that an image may have at the most, decoded; a transfer that exceeds them is ended.")
    long maxImageBytes() default 1L << 40;

    @AttributeDefinition(
            name = "Mode",
            description = "Permissions of an image at its destination, in octal; the daemons that serve it are often"
                    + " other users. Only without a write permission can it be a hard link of the store's. A"
                    + " hard-linked local file keeps its own.")
    String mode() default "0444";

    @AttributeDefinition(
            name = "Owner",
            required = false,
            description = "User who owns an image at its destination: a name or a number. Empty: who runs this process."
                    + " To give files away takes privileges.")
    String owner() default "";

    @AttributeDefinition(
            name = "Group",
            required = false,
            description = "Group of an image at its destination: a name or a number. Empty: that of this process.")
    String group() default "";

    @AttributeDefinition(
            name = "Transfers at once",
            min = "1",
            max = "" + MOST_TRANSFERS,
            description = "How many transfers run at a time; further ones wait for their turn. A few small images may"
                    + " run besides.")
    int transfers() default 16;

    @AttributeDefinition(
            name = "Transfers at once from one origin",
            min = "0",
            max = "" + MOST_TRANSFERS,
            description =
                    "How many transfers run at a time from one scheme, host and port, so that a slow one leaves room for"
                            + " the others. 0: as many as in all.")
    int transfersPerOrigin() default 8;

    @AttributeDefinition(
            name = "Small image",
            min = "0",
            description = "Bytes up to which an image is small: a kernel, a ramdisk. Small images have a share of the"
                    + " transfers for themselves, so that they are not stuck behind large ones.")
    long smallImageBytes() default 64L << 20;

    @AttributeDefinition(
            name = "Bytes per second",
            min = "0",
            description = "Bytes that all transfers together receive in a second, on average. 0: without limit.")
    long bytesPerSecond() default 0;

    @AttributeDefinition(
            name = "Bytes per second from one origin",
            min = "0",
            description = "The same for each scheme, host and port. 0: without limit.")
    long bytesPerSecondPerOrigin() default 0;

    @AttributeDefinition(
            name = "Segments",
            min = "1",
            max = "" + MOST_SEGMENTS,
            description = "Connections over which one large image is read at the most, where that is faster; the number"
                    + " follows what is measured. 1: always a single one.")
    int segments() default 8;

    @AttributeDefinition(
            name = "Store",
            required = false,
            description = "Folder of the image store, best on the file system of the nodes' folders. Empty: store in"
                    + " the instance's home.")
    String store() default "";

    @AttributeDefinition(
            name = "Largest store",
            min = "0",
            description = "Bytes that the store may hold, those of unfinished transfers included; beyond them the least"
                    + " recently used go, but for those in use. 0: as many as the disk has room for.")
    long storeMaxBytes() default 20L << 30;

    @AttributeDefinition(
            name = "Longest stay",
            min = "0",
            max = "" + MOST_MINUTES,
            description = "Minutes that an image stays in the store without being used. 0: for ever.")
    long storeMaxAgeMinutes() default 10_080;

    @AttributeDefinition(
            name = "Ways to the node",
            options = {
                @Option(label = "clone (reflink)", value = "clone"),
                @Option(label = "hard link", value = "link"),
                @Option(value = "copy")
            },
            description =
                    "How a held image comes to its destination, the preferred way first. What a file system cannot"
                            + " do is passed over; copy is always the last.")
    String[] placement() default {"clone", "link", "copy"};

    @AttributeDefinition(
            name = "Serve stale images",
            description =
                    "Whether a held image is handed out although its origin cannot be reached to ask whether it is"
                            + " current; the result says so. Never for a request that brings credentials of its own.")
    boolean serveStale() default false;

    @AttributeDefinition(
            name = "Local files",
            options = {@Option(label = "hard-link where possible", value = "link"), @Option(value = "copy")},
            description =
                    "What is done with an image that lies in a local file. A hard link shares its bytes: only a file"
                            + " that no user but root and that of this process may write to is linked.")
    String localFiles() default "link";

    @AttributeDefinition(
            name = "Require length",
            description =
                    "Refuse an image that may have been cut: one without a checksum and without a length, whose bytes ended"
                            + " with the connection. Otherwise it lands with a warning.")
    boolean requireLength() default false;

    @AttributeDefinition(
            name = "Signatures of checksum files",
            options = {
                @Option(label = "not looked at", value = "ignore"),
                @Option(label = "required", value = "require")
            },
            description =
                    "Whether a checksum file must be signed by somebody whom the operator trusts: within the file, or in"
                            + " one beside it (.asc, .sig, .gpg, .sign). It needs the bundle io.ingot.openpgp.")
    String checksumSignatures() default "ignore";
}
