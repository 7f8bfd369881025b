// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The access log of a server, with a line for each completed request. */
final class AccessLog {
    private final Path file;

    private AccessLog(Path file) {
        this.file = file;
    }

    static AccessLog of(String file) {
        return new AccessLog(Path.of(file));
    }

    /** Returns the first match of a pattern in each line. */
    Stream<MatchResult> matching(String pattern) throws IOException {
        Pattern compiled = Pattern.compile(pattern);
        return Files.readString(file, StandardCharsets.ISO_8859_1)
                .lines()
                .map(compiled::matcher)
                .filter(Matcher::find)
                .map(Matcher::toMatchResult);
    }
}
