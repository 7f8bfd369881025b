// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import io.ingot.image.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The exit codes in the help of each command of the process. A shell has its own way to say that a command failed. */
final class ExitCodes {
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("INTERNAL", "a defect; the log has the trace"),
            Map.entry("USAGE", "the command line is wrong"),
            Map.entry("INVALID_REFERENCE", "the reference is malformed"),
            Map.entry("UNSUPPORTED_SCHEME", "no image service for the scheme is installed"),
            Map.entry("NOT_FOUND", "the image does not exist"),
            Map.entry("NOT_AUTHORIZED", "credentials are missing or refused"),
            Map.entry("UNACCEPTABLE", "the image exists and is not usable"),
            Map.entry("REFUSED_BY_POLICY", "the operator's policy forbids it"),
            Map.entry("TRANSFER_FAILED", "the network or the server failed, after the retries"),
            Map.entry("CHECKSUM_MISMATCH", "the bytes are not the expected ones"),
            Map.entry("INSUFFICIENT_SPACE", "no room for the image"),
            Map.entry("INVALID_METADATA", "instance_info or a checksum is incomplete or contradictory"),
            Map.entry("TIMED_OUT", "--timeout was reached"),
            Map.entry("LOCAL_IO", "a local file or folder cannot be read or written"),
            Map.entry("INVALID_CONFIGURATION", "a configuration property, PID or file is wrong or unknown"),
            Map.entry("STORE_DAMAGED", "\"store verify\" found damage, and dropped it"),
            Map.entry("UNTRUSTED", "TLS or a signature does not verify"),
            Map.entry("UNAVAILABLE", "a service or bundle that is needed is not running now"),
            Map.entry("UNSAFE", "the image's format is unsafe or not permitted"),
            Map.entry("CANCELLED", "interrupted (SIGTERM: 143)"));

    private ExitCodes() {}

    /** The paragraph of the help. */
    static List<String> paragraph() {
        Map<Integer, String> byStatus = new TreeMap<>();
        for (ErrorCode code : ErrorCode.values()) {
            String meaning = MEANINGS.get(code.name());
            if (meaning != null) {
                byStatus.putIfAbsent(code.exitStatus(), code.name() + ": " + meaning);
            }
        }
        List<String> lines = new ArrayList<>(List.of("Exit codes:", "    0  done"));
        byStatus.forEach(
                (status, text) -> lines.add(" ".repeat(5 - status.toString().length()) + status + "  " + text));
        return lines;
    }
}
