// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of the transfer engine, PID {@code io.ingot.fetch}. */
@ObjectClassDefinition(name = "Ingot Fetch", description = "How images are transferred and placed.")
@interface FetchConfig {
    long HOUR_MILLIS = 3_600_000;
    long DAY_MILLIS = 24 * HOUR_MILLIS;
    long WEEK_MILLIS = 7 * DAY_MILLIS;
    int MAX_RETRIES = 1000;
    int MAX_TRANSFERS = 1024;
    int MAX_SEGMENTS = 64;
    long MAX_LEAST_RATE = 1L << 30;
    long MAX_MINUTES = 36_500L * 24 * 60;

    @AttributeDefinition(
            name = "Retries",
            min = "0",
            max = "" + MAX_RETRIES,
            description =
                    "How often a failed attempt is repeated. An attempt that brings new bytes resets the count. 0:"
                            + " never.")
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
            description = "The longest pause in milliseconds, including one that a server asks for.")
    long maxRetryPauseMillis() default 60_000;

    @AttributeDefinition(
            name = "Longest time of retries",
            min = "1",
            max = "" + WEEK_MILLIS,
            description =
                    "Milliseconds without a new byte after which a transfer ends, however many attempts are left.")
    long retryLimitMillis() default 900_000;

    @AttributeDefinition(
            name = "Stall timeout",
            min = "1",
            max = "" + DAY_MILLIS,
            description = "Milliseconds without a byte or an answer after which an attempt ends and is repeated.")
    long stallTimeoutMillis() default 60_000;

    @AttributeDefinition(
            name = "Least rate",
            min = "0",
            max = "" + MAX_LEAST_RATE,
            description =
                    "Bytes a second that a connection must bring, on average over the window below. A slower attempt"
                            + " ends, is repeated, and counts as one that brought nothing. Time spent waiting for"
                            + " the local disk or for limits does not count. 0: no minimum.")
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
            description = "The largest image in bytes, decoded. A transfer that exceeds it ends.")
    long maxImageBytes() default 1L << 40;

    @AttributeDefinition(
            name = "Mode",
            description = "Permissions of an image at its destination, in octal; the daemons that serve it are often"
                    + " other users. The image can be a hard link of the stored one only without a write permission. A"
                    + " hard-linked local file keeps its own permissions.")
    String mode() default "0444";

    @AttributeDefinition(
            name = "Owner",
            required = false,
            description =
                    "User who owns an image at its destination: a name or a number. Empty: the user of this process."
                            + " Another owner takes privileges.")
    String owner() default "";

    @AttributeDefinition(
            name = "Group",
            required = false,
            description = "Group of an image at its destination: a name or a number. Empty: that of this process.")
    String group() default "";

    @AttributeDefinition(
            name = "Transfers",
            min = "1",
            max = "" + MAX_TRANSFERS,
            description = "How many transfers run at a time; others wait. A few small images may run in addition.")
    int transfers() default 16;

    @AttributeDefinition(
            name = "Transfers from one origin",
            min = "0",
            max = "" + MAX_TRANSFERS,
            description = "How many transfers run at a time from one scheme, host and port, so that a slow one does not"
                    + " starve the others. 0: as many as in all.")
    int transfersPerOrigin() default 8;

    @AttributeDefinition(
            name = "Small image",
            min = "0",
            description =
                    "Bytes up to which an image is small: a kernel, a ramdisk. A share of the transfers is reserved"
                            + " for small images, so that they do not wait for large ones.")
    long smallImageBytes() default 64L << 20;

    @AttributeDefinition(
            name = "Bytes per second",
            min = "0",
            description = "Bytes that all transfers together receive in a second, on average. 0: without limit.")
    long bytesPerSecond() default 0;

    @AttributeDefinition(
            name = "Bytes per second from one origin",
            min = "0",
            description = "Bytes that the transfers from one scheme, host and port together receive in a second, on"
                    + " average. 0: without limit.")
    long bytesPerSecondPerOrigin() default 0;

    @AttributeDefinition(
            name = "Segments",
            min = "1",
            max = "" + MAX_SEGMENTS,
            description = "The most connections over which one large image is read, where that is faster; measurements"
                    + " decide the number. 1: always a single one.")
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
            description =
                    "The size of the store in bytes, unfinished transfers included. Beyond it the least recently used"
                            + " images are removed, unless they are in use. 0: no limit but the disk.")
    long storeMaxBytes() default 20L << 30;

    @AttributeDefinition(
            name = "Maximum age",
            min = "0",
            max = "" + MAX_MINUTES,
            description = "Minutes that an unused image stays in the store. 0: no limit.")
    long storeMaxAgeMinutes() default 10_080;

    @AttributeDefinition(
            name = "Placement",
            options = {
                @Option(label = "clone (reflink)", value = "clone"),
                @Option(label = "hard link", value = "link"),
                @Option(value = "copy")
            },
            description =
                    "How a stored image is placed at its destination, the preferred method first. A method that the"
                            + " file system does not support is skipped; copy is always the last.")
    String[] placement() default {"clone", "link", "copy"};

    @AttributeDefinition(
            name = "Serve stale images",
            description = "Whether a stored image is placed although its origin cannot be reached to ask whether it is"
                    + " current; the result says so. Never for a request with credentials of its own.")
    boolean serveStale() default false;

    @AttributeDefinition(
            name = "Local files",
            options = {@Option(label = "hard-link where possible", value = "link"), @Option(value = "copy")},
            description =
                    "How an image in a local file is placed. A hard link shares its bytes, so only a file is linked"
                            + " that no other user than root and the user of this process may write to.")
    String localFiles() default "link";

    @AttributeDefinition(
            name = "Require length",
            description = "Refuse an image that may have been cut: one without a checksum and without a length, whose"
                    + " bytes ended with the connection. Otherwise the result has a warning.")
    boolean requireLength() default false;

    @AttributeDefinition(
            name = "Signatures of checksum files",
            options = {@Option(label = "ignored", value = "ignore"), @Option(label = "required", value = "require")},
            description = "Whether a checksum file must be signed by a trusted key, within the file or in one beside it"
                    + " (.asc, .sig, .gpg, .sign). require needs the bundle io.ingot.openpgp.")
    String checksumSignatures() default "ignore";
}
